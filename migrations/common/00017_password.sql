-- Whether a password is long enough to be the only factor (15 characters): a shorter one counts beside
-- an authenticator app alone.
-- +goose Up
ALTER TABLE password ADD COLUMN alone boolean NOT NULL DEFAULT false;
