-- The coordinator's desk: consultations, owners and deputies, referrals, overrides; and standing alerts.
-- +goose Up
CREATE TABLE consultation (
	id text PRIMARY KEY,
	-- center or foundation: whose book it is.
	body_code text NOT NULL,
	received_at text NOT NULL,
	-- visit, phone, fax, mail, system, call-on, online.
	channel text NOT NULL,
	organization_id text NOT NULL,
	-- Personal: who asked, where nobody on record did.
	caller text NOT NULL,
	category text NOT NULL,
	content text NOT NULL,
	response text NOT NULL,
	minutes bigint NOT NULL,
	next_action text NOT NULL,
	next_on text NOT NULL,
	-- What it is about: listing, inquiry, collaboration and id; '' = nothing on record.
	ref text NOT NULL,
	-- 代理登録: whose word it is, and how it was given.
	consent text NOT NULL,
	consented_at text NOT NULL,
	owner_post text NOT NULL,
	closed_at text NOT NULL,
	version bigint NOT NULL,
	created_by text NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL
);
CREATE INDEX consultation_open ON consultation (next_on, id) WHERE closed_at = '';
CREATE INDEX consultation_ref ON consultation (ref, id) WHERE ref <> '';
CREATE INDEX consultation_organization ON consultation (organization_id, id) WHERE organization_id <> '';

-- 不在: whose rows another post takes over, and for how long.
CREATE TABLE absence (
	id text PRIMARY KEY,
	post_id text NOT NULL,
	deputy_post text NOT NULL,
	from_on text NOT NULL,
	until_on text NOT NULL,
	created_by text NOT NULL,
	created_at text NOT NULL
);
CREATE INDEX absence_post ON absence (post_id, from_on);

-- 紹介: a matter goes to another centre, which accepts or declines.
CREATE TABLE referral (
	id text PRIMARY KEY,
	ref text NOT NULL,
	from_post text NOT NULL,
	to_scope text NOT NULL,
	to_id text NOT NULL,
	reason text NOT NULL,
	state text NOT NULL CHECK (state IN ('offered', 'accepted', 'declined', 'withdrawn')),
	answer text NOT NULL,
	answered_by text NOT NULL,
	version bigint NOT NULL,
	created_at text NOT NULL,
	answered_at text NOT NULL
);
CREATE INDEX referral_to ON referral (to_scope, to_id, state, id);
CREATE INDEX referral_ref ON referral (ref, id);
