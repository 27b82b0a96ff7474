-- Versions of the 役割分担表, what its holders report, answers to repeated forms, rate classes.
-- +goose Up
CREATE TABLE matrix_count (
	name text PRIMARY KEY,
	n bigint NOT NULL
);
INSERT INTO matrix_count (name, n) VALUES ('versions', 0);

CREATE TABLE matrix_version (
	id text PRIMARY KEY,
	n bigint NOT NULL,
	effective_from text NOT NULL,
	reason text NOT NULL,
	actor text NOT NULL,
	post text NOT NULL,
	recorded_at text NOT NULL
);

CREATE TABLE matrix_duty (
	version_id text NOT NULL REFERENCES matrix_version (id),
	position bigint NOT NULL,
	item text NOT NULL,
	name text NOT NULL,
	section text NOT NULL,
	body text NOT NULL,
	kind text NOT NULL,
	duty text NOT NULL,
	PRIMARY KEY (version_id, position)
);

CREATE TABLE duty_report (
	id text PRIMARY KEY,
	fiscal_year bigint NOT NULL,
	item text NOT NULL,
	kind text NOT NULL,
	body text NOT NULL,
	content text NOT NULL,
	next_step text NOT NULL,
	due_on text NOT NULL,
	actor text NOT NULL,
	created_at text NOT NULL
);
CREATE INDEX duty_report_item ON duty_report (fiscal_year, item, id);

CREATE TABLE form_once (
	key text PRIMARY KEY,
	digest text NOT NULL,
	status bigint NOT NULL,
	location text NOT NULL,
	created_at text NOT NULL
);
CREATE INDEX form_once_created ON form_once (created_at);

CREATE TABLE rate (
	class text NOT NULL,
	key text NOT NULL,
	period bigint NOT NULL,
	n bigint NOT NULL,
	PRIMARY KEY (class, key, period)
);
