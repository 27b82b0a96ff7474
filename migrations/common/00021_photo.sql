-- Photos of listings.
-- +goose Up
CREATE TABLE listing_photo (
	id text PRIMARY KEY,
	listing_id text NOT NULL REFERENCES listing (id),
	position bigint NOT NULL,
	alt text NOT NULL,
	-- Names of the stored files: large and small, re-encoded without the camera's data.
	large text NOT NULL,
	small text NOT NULL,
	width bigint NOT NULL,
	height bigint NOT NULL,
	created_at text NOT NULL
);
CREATE INDEX listing_photo_listing ON listing_photo (listing_id, position, id);
