-- What changed, in commit order: each node's search index follows this table.
-- The number comes from the counter row, taken as the last statement of a transaction.
-- +goose Up
CREATE TABLE counter (
	name text PRIMARY KEY,
	n bigint NOT NULL
);
INSERT INTO counter (name, n) VALUES ('change', 0);

CREATE TABLE change (
	seq bigint PRIMARY KEY,
	kind text NOT NULL,
	id text NOT NULL,
	at text NOT NULL
);
CREATE INDEX change_at ON change (at);
