-- How often the pages of listings are opened (閲覧, study of the domain 1.1): sums by day, nobody's name.
-- +goose Up
CREATE TABLE listing_view (
	listing_id text NOT NULL REFERENCES listing (id),
	day text NOT NULL,
	views bigint NOT NULL,
	PRIMARY KEY (listing_id, day)
);
CREATE INDEX listing_view_day ON listing_view (day);
