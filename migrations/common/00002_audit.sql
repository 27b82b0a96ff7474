-- Who did what to what, when: rows are only ever added.
-- +goose Up
CREATE TABLE audit (
	id text PRIMARY KEY,
	at text NOT NULL,
	actor text NOT NULL,
	action text NOT NULL,
	object text NOT NULL,
	detail text NOT NULL
);
CREATE INDEX audit_object ON audit (object, at);
