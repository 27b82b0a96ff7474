-- Standing alerts.
-- +goose Up
-- 新着のお知らせ: a search that somebody keeps.
CREATE TABLE alert (
	id text PRIMARY KEY,
	person_id text NOT NULL,
	-- JSON: the query.
	query text NOT NULL,
	rhythm text NOT NULL CHECK (rhythm IN ('now', 'daily', 'weekly', 'off')),
	-- News up to this number was looked through.
	seen bigint NOT NULL,
	token_hash text NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL
);
CREATE INDEX alert_person ON alert (person_id, id);
CREATE INDEX alert_rhythm ON alert (rhythm, seen, person_id, id);
CREATE UNIQUE INDEX alert_token ON alert (token_hash);

-- Listings in the order in which they were first seen published, or seen again by more readers than
-- before. The number does not depend on the clock: news is not lost, nor told again, when the clock is
-- set back.
CREATE TABLE alert_news (
	seq bigint PRIMARY KEY,
	listing_id text NOT NULL,
	-- Who could read it and ask at the last look: 0 nobody, 1 registered organizations, 2 everybody.
	reach bigint NOT NULL,
	at text NOT NULL
);
CREATE UNIQUE INDEX alert_news_listing ON alert_news (listing_id);

-- What somebody was told of: a listing once, whichever of their searches it fits.
CREATE TABLE alert_sent (
	person_id text NOT NULL,
	listing_id text NOT NULL,
	at text NOT NULL,
	PRIMARY KEY (person_id, listing_id)
);
