-- What those who run the site set in the running site; everything else comes from outside.
-- +goose Up
CREATE TABLE setting (
	name text PRIMARY KEY,
	-- JSON
	content text NOT NULL,
	actor text NOT NULL,
	updated_at text NOT NULL,
	version bigint NOT NULL
);
