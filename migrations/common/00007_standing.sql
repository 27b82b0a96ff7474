-- Whether a row that a person must decide is history, and whether a 認定 is being renewed.
-- +goose Up
ALTER TABLE import_question ADD COLUMN current boolean NOT NULL DEFAULT true;
ALTER TABLE organization ADD COLUMN renewing boolean NOT NULL DEFAULT false;
