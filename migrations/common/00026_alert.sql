-- Standing alerts.
-- +goose Up
-- 新着のお知らせ: a search that somebody keeps.
CREATE TABLE alert (
	id text PRIMARY KEY,
	person_id text NOT NULL,
	organization_id text NOT NULL,
	title text NOT NULL,
	-- JSON: the query.
	query text NOT NULL,
	rhythm text NOT NULL CHECK (rhythm IN ('now', 'daily', 'weekly', 'off')),
	-- Published after this moment is new.
	seen_until text NOT NULL,
	token_hash text NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL
);
CREATE INDEX alert_person ON alert (person_id, id);
CREATE UNIQUE INDEX alert_token ON alert (token_hash);
