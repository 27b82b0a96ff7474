-- Profiles: what companies, NPO corporations and groups say about themselves (社会貢献バンク and the
-- voluntary items of the NPO法人公開情報登録システム), their sites (事業所), and every version of both.
-- +goose Up
CREATE TABLE profile (
	organization_id text PRIMARY KEY REFERENCES organization (id),
	kind text NOT NULL CHECK (kind IN ('company', 'npo', 'group')),
	line text NOT NULL,
	fields text NOT NULL,
	undecided boolean NOT NULL,
	-- JSON: item → text, item → visibility where it is not the item's own, item → who wrote it.
	content text NOT NULL,
	visibility text NOT NULL,
	provenance text NOT NULL,
	published boolean NOT NULL,
	published_at text NOT NULL,
	terms_version text NOT NULL,
	consented_at text NOT NULL,
	version bigint NOT NULL,
	updated_at text NOT NULL
);

CREATE TABLE site (
	id text PRIMARY KEY,
	organization_id text NOT NULL REFERENCES organization (id),
	position bigint NOT NULL,
	name text NOT NULL,
	city_code text NOT NULL,
	street text NOT NULL,
	contact text NOT NULL,
	phone text NOT NULL
);
CREATE INDEX site_organization ON site (organization_id, position);

CREATE TABLE profile_revision (
	id text PRIMARY KEY,
	organization_id text NOT NULL REFERENCES organization (id),
	version bigint NOT NULL,
	content text NOT NULL,
	changed text NOT NULL,
	actor text NOT NULL,
	post text NOT NULL,
	source text NOT NULL,
	behalf text NOT NULL,
	channel text NOT NULL,
	consent text NOT NULL,
	at text NOT NULL,
	undone_at text NOT NULL,
	UNIQUE (organization_id, version)
);
