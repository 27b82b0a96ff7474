-- A person unites two records of one body, answers readers' notices, and enters the lists of groups
-- without legal form that the support centre and the towns keep.
-- +goose Up
-- The record into which this one was merged, at the end of the chain; '' = it stands by itself.
ALTER TABLE organization ADD COLUMN united_into text NOT NULL DEFAULT '';
-- What is known of the body's consent to be shown, where only a list speaks for it; '' = none is needed.
ALTER TABLE organization ADD COLUMN consent text NOT NULL DEFAULT '';
ALTER TABLE organization ADD COLUMN withheld boolean NOT NULL DEFAULT false;
CREATE INDEX organization_united ON organization (united_into) WHERE united_into <> '';
CREATE INDEX organization_consent ON organization (consent, id) WHERE consent <> '';

CREATE TABLE organization_union (
	id text PRIMARY KEY,
	keep_id text NOT NULL REFERENCES organization (id),
	gone_id text NOT NULL REFERENCES organization (id),
	reason text NOT NULL,
	actor text NOT NULL,
	post text NOT NULL,
	profile_moved boolean NOT NULL,
	made_at text NOT NULL,
	undone_at text NOT NULL,
	undone_by text NOT NULL
);
CREATE UNIQUE INDEX organization_union_gone ON organization_union (gone_id) WHERE undone_at = '';

-- The names by which each record that takes part in a union was known by itself: a later file finds
-- it by them, whatever the united record is called.
CREATE TABLE union_name (
	name_key text NOT NULL,
	organization_id text NOT NULL REFERENCES organization (id),
	PRIMARY KEY (name_key, organization_id)
);

ALTER TABLE correction ADD COLUMN reply text NOT NULL DEFAULT '';
ALTER TABLE correction ADD COLUMN handled_by text NOT NULL DEFAULT '';
ALTER TABLE correction ADD COLUMN handled_at text NOT NULL DEFAULT '';
UPDATE correction SET status = 'open' WHERE status = 'new';
CREATE INDEX correction_status ON correction (status, created_at, id);

-- A row of a list of groups: where it went ('' = it waits for an answer), and what is never public.
CREATE TABLE group_entry (
	list text NOT NULL,
	row_key text NOT NULL,
	organization_id text NOT NULL,
	consent text NOT NULL,
	-- When an officer decided about the consent; '' = the list says it.
	decided_on text NOT NULL,
	representative text NOT NULL,
	address text NOT NULL,
	phone text NOT NULL,
	phone_key text NOT NULL,
	as_of text NOT NULL,
	recorded_at text NOT NULL,
	PRIMARY KEY (list, row_key)
);
CREATE INDEX group_entry_phone ON group_entry (phone_key) WHERE phone_key <> '';
CREATE INDEX group_entry_organization ON group_entry (organization_id);

-- Which column of a list holds what, kept for the list of next year with the same headings.
CREATE TABLE group_mapping (
	list text NOT NULL,
	header_digest text NOT NULL,
	mapping text NOT NULL,
	actor text NOT NULL,
	updated_at text NOT NULL,
	PRIMARY KEY (list, header_digest)
);

-- A list between its upload and its import; a day later it is gone.
CREATE TABLE group_upload (
	id text PRIMARY KEY,
	actor text NOT NULL,
	file_name text NOT NULL,
	list text NOT NULL,
	as_of text NOT NULL,
	city_code text NOT NULL,
	content text NOT NULL,
	created_at text NOT NULL
);
