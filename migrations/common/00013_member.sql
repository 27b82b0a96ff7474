-- How organizations come in and who acts for them: applications, claims, successions, what a proxy
-- entered, and to which terms each organization agreed.
-- +goose Up
CREATE TABLE application (
	id text PRIMARY KEY,
	applicant text NOT NULL,
	kind text NOT NULL,
	name text NOT NULL,
	name_key text NOT NULL,
	number text NOT NULL,
	phone_key text NOT NULL,
	city_code text NOT NULL,
	-- JSON: what the applicant says about the body, and the personal values apart from it.
	content text NOT NULL,
	personal text NOT NULL,
	terms_version text NOT NULL,
	terms_digest text NOT NULL,
	consented_at text NOT NULL,
	pledge_version text NOT NULL,
	pledge_digest text NOT NULL,
	pledged_at text NOT NULL,
	state text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'withdrawn', 'declined')),
	reason text NOT NULL,
	organization_id text NOT NULL,
	version bigint NOT NULL,
	submitted_at text NOT NULL,
	decided_by text NOT NULL,
	decided_at text NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL
);
CREATE INDEX application_applicant ON application (applicant, id);
CREATE INDEX application_state ON application (state, submitted_at, id);
CREATE INDEX application_name_key ON application (name_key);
CREATE INDEX application_number ON application (number) WHERE number <> '';
CREATE INDEX application_phone_key ON application (phone_key) WHERE phone_key <> '';

CREATE TABLE claim (
	id text PRIMARY KEY,
	person text NOT NULL,
	organization_id text NOT NULL REFERENCES organization (id),
	city_code text NOT NULL,
	position text NOT NULL,
	way text NOT NULL CHECK (way IN ('letter', 'officer')),
	-- Somebody acted for the organization already when it was claimed.
	contested boolean NOT NULL,
	code_hash text NOT NULL,
	expires_on text NOT NULL,
	tries bigint NOT NULL,
	state text NOT NULL CHECK (state IN ('submitted', 'lettered', 'confirmed', 'declined', 'expired')),
	reason text NOT NULL,
	version bigint NOT NULL,
	decided_by text NOT NULL,
	decided_at text NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL
);
CREATE UNIQUE INDEX claim_open ON claim (person, organization_id) WHERE state IN ('submitted', 'lettered');
CREATE INDEX claim_state ON claim (state, created_at, id);
CREATE INDEX claim_organization ON claim (organization_id, id);

CREATE TABLE succession (
	id text PRIMARY KEY,
	organization_id text NOT NULL REFERENCES organization (id),
	city_code text NOT NULL,
	from_person text NOT NULL,
	-- The new representative: name and mail as the owner wrote them, and the person once known.
	to_name text NOT NULL,
	to_mail text NOT NULL,
	to_person text NOT NULL,
	begins_on text NOT NULL,
	note text NOT NULL,
	state text NOT NULL CHECK (state IN ('submitted', 'accepted', 'declined')),
	reason text NOT NULL,
	version bigint NOT NULL,
	decided_by text NOT NULL,
	decided_at text NOT NULL,
	created_at text NOT NULL
);
CREATE UNIQUE INDEX succession_open ON succession (organization_id) WHERE state = 'submitted';
CREATE INDEX succession_state ON succession (state, created_at, id);

-- Organizations for which somebody acts, or acted: the row is what two who make their posts at once
-- wait for.
CREATE TABLE represented (
	organization_id text PRIMARY KEY REFERENCES organization (id),
	since text NOT NULL
);

-- 【代理登録】: who asked for it by which channel, and how the body agreed.
CREATE TABLE proxy_entry (
	organization_id text PRIMARY KEY REFERENCES organization (id),
	city_code text NOT NULL,
	channel text NOT NULL,
	asked_by text NOT NULL,
	consent text NOT NULL,
	consented_on text NOT NULL,
	entered_by text NOT NULL,
	entered_at text NOT NULL,
	taken_over_at text NOT NULL
);

CREATE TABLE terms_consent (
	organization_id text NOT NULL REFERENCES organization (id),
	document text NOT NULL,
	version text NOT NULL,
	digest text NOT NULL,
	person text NOT NULL,
	at text NOT NULL,
	PRIMARY KEY (organization_id, document, version)
);
