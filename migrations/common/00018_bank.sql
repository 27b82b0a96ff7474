-- 社会貢献バンク: what organizations can give and what they need (plan section 3(1)).
-- +goose Up
-- One offer or one need. What can be derived is not stored: partly or wholly taken follows from
-- taken and quantity.
CREATE TABLE listing (
	id text PRIMARY KEY,
	direction text NOT NULL CHECK (direction IN ('offer', 'need')),
	-- A code of 支援の種別 with its digit, P1 … D5, or X.
	kind text NOT NULL,
	-- '' only until the centre ties a one-off form to an organization.
	organization_id text NOT NULL,
	-- Of a company: the place of business (事業所) on which the listing hangs; '' = the head office.
	site_id text NOT NULL,
	title text NOT NULL,
	body text NOT NULL,
	-- JSON: the kind's own fields by name.
	detail text NOT NULL,
	-- 0 = as many as there are, without count.
	quantity bigint NOT NULL CHECK (quantity >= 0),
	unit text NOT NULL,
	-- What reservations hold; never above quantity where there is one.
	taken bigint NOT NULL CHECK (taken >= 0 AND (quantity = 0 OR taken <= quantity)),
	-- The last place given in the line of those who want some of it.
	places bigint NOT NULL DEFAULT 0,
	-- The least and the most that one partner may have; 0 = no limit.
	least bigint NOT NULL,
	most bigint NOT NULL,
	city_code text NOT NULL,
	online boolean NOT NULL,
	-- JSON lists: municipalities (5 digits; empty = the whole prefecture), slugs of activity fields.
	area text NOT NULL,
	fields text NOT NULL,
	-- Civil dates, '' = open.
	period_from text NOT NULL,
	period_until text NOT NULL,
	deadline text NOT NULL,
	advertise_until text NOT NULL,
	standing boolean NOT NULL,
	-- JSON: days of the week and times, in words of the form.
	times text NOT NULL,
	-- JSON: legal form, published profile, disclosure, 認定 that the partner must have.
	conditions text NOT NULL,
	cost text NOT NULL,
	cost_note text NOT NULL,
	handover text NOT NULL,
	handover_note text NOT NULL,
	safety text NOT NULL,
	-- メリットの提示: what the company and what the group has of it. Both are needed for publication.
	merit_company text NOT NULL,
	merit_group text NOT NULL,
	merit_by text NOT NULL CHECK (merit_by IN ('template', 'owner', 'center')),
	-- What to report back: words, and whether photos and the company's name may be shown.
	report text NOT NULL,
	photo_allowed boolean NOT NULL,
	name_allowed boolean NOT NULL,
	-- Of a need: who benefits, in words, and how many.
	beneficiaries text NOT NULL,
	beneficiary_count bigint NOT NULL,
	audience text NOT NULL CHECK (audience IN ('public', 'registered', 'center')),
	-- 社名は成立まで非公開.
	anonymous boolean NOT NULL,
	-- 災害時転用可.
	disaster boolean NOT NULL,
	choosing text NOT NULL CHECK (choosing IN ('first', 'center', 'selection', 'talk', 'lottery')),
	-- Copied from this listing (再掲), '' = none.
	origin text NOT NULL,
	-- How it came in: web, phone, fax, mail, visit, form (one-off).
	channel text NOT NULL,
	state text NOT NULL CHECK (state IN ('draft', 'approving', 'checking', 'returned', 'open', 'paused', 'expired', 'withdrawn', 'done')),
	state_code text NOT NULL,
	state_note text NOT NULL,
	state_at text NOT NULL,
	-- The form's step that the draft has reached.
	step text NOT NULL,
	version bigint NOT NULL,
	created_by text NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL,
	published_at text NOT NULL,
	-- The post (職) of the coordinator who looks after it, '' = nobody yet.
	owner_post text NOT NULL
);
CREATE INDEX listing_organization ON listing (organization_id, state, id);
CREATE INDEX listing_state ON listing (state, state_at, id);
CREATE INDEX listing_creator ON listing (created_by, id);

-- Every change of state, with who, why and when: the history and the indicators read it.
CREATE TABLE listing_event (
	id text PRIMARY KEY,
	listing_id text NOT NULL REFERENCES listing (id),
	state text NOT NULL,
	code text NOT NULL,
	note text NOT NULL,
	actor text NOT NULL,
	at text NOT NULL
);
CREATE INDEX listing_event_listing ON listing_event (listing_id, id);
