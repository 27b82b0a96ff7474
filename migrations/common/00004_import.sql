-- Imports: how far each file has come, what was rejected, what a person must decide.
-- +goose Up
CREATE TABLE import_run (
	id text PRIMARY KEY,
	family text NOT NULL,
	file_name text NOT NULL,
	digest text NOT NULL,
	as_of text NOT NULL,
	position bigint NOT NULL,
	created bigint NOT NULL,
	updated bigint NOT NULL,
	unchanged bigint NOT NULL,
	asked bigint NOT NULL,
	closed bigint NOT NULL,
	rejected bigint NOT NULL,
	started_at text NOT NULL,
	finished_at text NOT NULL
);
CREATE UNIQUE INDEX import_run_open ON import_run (family, digest) WHERE finished_at = '';

CREATE TABLE import_rejection (
	import_id text NOT NULL REFERENCES import_run (id),
	line bigint NOT NULL,
	field text NOT NULL,
	reason text NOT NULL,
	PRIMARY KEY (import_id, line, field)
);

CREATE TABLE import_question (
	id text PRIMARY KEY,
	source text NOT NULL,
	digest text NOT NULL,
	identity text NOT NULL,
	name text NOT NULL,
	content text NOT NULL,
	candidates text NOT NULL,
	as_of text NOT NULL,
	file text NOT NULL,
	answer text NOT NULL,
	organization_id text NOT NULL,
	created_at text NOT NULL,
	answered_at text NOT NULL,
	UNIQUE (source, digest)
);
CREATE INDEX import_question_identity ON import_question (source, identity);
