-- The register of organizations. organization is a projection: everything in it that came from
-- a file is derived from the rows of statement, so that the order of imports does not matter.
-- +goose Up
CREATE TABLE organization (
	id text PRIMARY KEY,
	corporate_number text UNIQUE CHECK (length(corporate_number) = 13),
	portal_id text,
	kind text NOT NULL,
	status text NOT NULL,
	hidden boolean NOT NULL,
	name text NOT NULL,
	name_key text NOT NULL,
	name_en text NOT NULL,
	kana text NOT NULL,
	other_names text NOT NULL,
	prefecture_code text NOT NULL,
	city_code text NOT NULL,
	prefecture text NOT NULL,
	city text NOT NULL,
	street text NOT NULL,
	postal_code text NOT NULL,
	offices text NOT NULL,
	representative text NOT NULL,
	purpose text NOT NULL,
	fields text NOT NULL,
	activities text NOT NULL,
	other_business text NOT NULL,
	competent_office text NOT NULL,
	delegated_to text NOT NULL,
	fiscal_start text NOT NULL,
	fiscal_end text NOT NULL,
	assigned_on text NOT NULL,
	certified_on text NOT NULL,
	registered_on text NOT NULL,
	approval text NOT NULL,
	approved_on text NOT NULL,
	approved_until text NOT NULL,
	approval_revoked_on text NOT NULL,
	dissolved_on text NOT NULL,
	dissolution text NOT NULL,
	supervision text NOT NULL,
	closed_on text NOT NULL,
	close_cause text NOT NULL,
	successor_number text NOT NULL,
	portal_url text NOT NULL,
	latest text NOT NULL,
	changed_on text NOT NULL,
	invented boolean NOT NULL,
	provenance text NOT NULL,
	version bigint NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL
);
CREATE INDEX organization_portal_id ON organization (portal_id);
CREATE INDEX organization_name_key ON organization (name_key);

CREATE TABLE statement (
	organization_id text NOT NULL REFERENCES organization (id),
	source text NOT NULL,
	digest text NOT NULL,
	as_of text NOT NULL,
	current boolean NOT NULL,
	content text NOT NULL,
	file text NOT NULL,
	recorded_at text NOT NULL,
	PRIMARY KEY (organization_id, source, digest)
);

CREATE TABLE filing (
	organization_id text NOT NULL REFERENCES organization (id),
	period_end text NOT NULL,
	filed_on text NOT NULL,
	source text NOT NULL,
	recorded_at text NOT NULL,
	PRIMARY KEY (organization_id, period_end)
);

CREATE TABLE correction (
	id text PRIMARY KEY,
	organization_id text NOT NULL REFERENCES organization (id),
	about text NOT NULL,
	body text NOT NULL,
	evidence text NOT NULL,
	contact text NOT NULL,
	status text NOT NULL,
	created_at text NOT NULL
);
CREATE INDEX correction_organization ON correction (organization_id);
