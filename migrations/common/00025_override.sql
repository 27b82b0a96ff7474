-- Where a coordinator knows better than the score.
-- +goose Up
-- A coordinator puts a candidate elsewhere than the score does, and says why.
CREATE TABLE match_override (
	id text PRIMARY KEY,
	listing_id text NOT NULL REFERENCES listing (id),
	candidate_id text NOT NULL REFERENCES listing (id),
	verdict text NOT NULL CHECK (verdict IN ('first', 'exclude')),
	reason text NOT NULL,
	actor text NOT NULL,
	at text NOT NULL,
	ended_at text NOT NULL
);
CREATE UNIQUE INDEX match_override_one ON match_override (listing_id, candidate_id) WHERE ended_at = '';
