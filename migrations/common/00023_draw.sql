-- 抽選: commitment, seed and result.
-- +goose Up
-- 抽選: the commitment is public from publication on, the seed after closing.
CREATE TABLE draw (
	listing_id text PRIMARY KEY REFERENCES listing (id),
	commitment text NOT NULL,
	seed text NOT NULL,
	closed_at text NOT NULL,
	-- JSON: the entries in the order of their ids, and the order drawn.
	entries text NOT NULL,
	result text NOT NULL
);
