-- Attachments of messages.
-- +goose Up
CREATE TABLE inquiry_file (
	id text PRIMARY KEY,
	message_id text NOT NULL REFERENCES inquiry_message (id),
	inquiry_id text NOT NULL REFERENCES inquiry (id),
	name text NOT NULL,
	media text NOT NULL,
	size bigint NOT NULL,
	stored text NOT NULL
);
CREATE INDEX inquiry_file_inquiry ON inquiry_file (inquiry_id, id);
