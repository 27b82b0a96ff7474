-- The log becomes tamper-evident: entries are sealed, put into a Merkle tree and never changed.
-- Both engines make the same tables; they differ in how they refuse a change.
-- +goose Up
-- No release was made with the entries of before. They have no seal, so they could not be told
-- from forged ones: the log begins here.
DELETE FROM audit;
ALTER TABLE audit ADD COLUMN post text NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN session text NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN request text NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN behalf text NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN subject text NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN result text NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN reason text NOT NULL DEFAULT '';
-- The salted hash of the personal values, '' without any.
ALTER TABLE audit ADD COLUMN personal text NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN mac text NOT NULL DEFAULT '';

-- Newest first, whatever is asked for.
DROP INDEX audit_object;
CREATE INDEX audit_object ON audit (object, at, id) WHERE object <> '';
CREATE INDEX audit_subject ON audit (subject, at, id) WHERE subject <> '';
CREATE INDEX audit_actor ON audit (actor, at, id);
CREATE INDEX audit_action ON audit (action, at, id);
CREATE INDEX audit_at ON audit (at, id);

-- Personal values of an entry, which can be erased: the entry keeps their salted hash.
CREATE TABLE audit_personal (
	entry_id text PRIMARY KEY,
	salt text NOT NULL,
	content text NOT NULL
);

-- Entries that are committed and not yet in the tree.
CREATE TABLE audit_pending (
	entry_id text PRIMARY KEY
);

-- The leaves of the tree in their order, from 0. The seal binds the number to the entry.
CREATE TABLE audit_leaf (
	seq bigint PRIMARY KEY,
	entry_id text NOT NULL,
	seal text NOT NULL
);
CREATE UNIQUE INDEX audit_leaf_entry ON audit_leaf (entry_id);

-- Signed heads: the root of the tree when it had so many leaves.
CREATE TABLE audit_head (
	size bigint PRIMARY KEY,
	root text NOT NULL,
	note text NOT NULL,
	at text NOT NULL
);

-- One row: how far the tree has grown, and the hashes of its complete subtrees. Who appends
-- updates it first, so that one appends at a time.
CREATE TABLE audit_tree (
	name text PRIMARY KEY,
	size bigint NOT NULL,
	frontier text NOT NULL,
	turns bigint NOT NULL
);
INSERT INTO audit_tree (name, size, frontier, turns) VALUES ('audit', 0, '', 0);

-- INSERT OR REPLACE deletes without a DELETE trigger, so an insert looks for the row first.
-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_leaf_no_update BEFORE UPDATE ON audit_leaf
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_leaf_no_delete BEFORE DELETE ON audit_leaf
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_leaf_no_replace BEFORE INSERT ON audit_leaf
WHEN EXISTS (SELECT 1 FROM audit_leaf WHERE seq = NEW.seq OR entry_id = NEW.entry_id)
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_no_update BEFORE UPDATE ON audit_head
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_no_replace BEFORE INSERT ON audit_head
WHEN EXISTS (SELECT 1 FROM audit_head WHERE size = NEW.size)
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- Personal values may be erased, never changed.
-- +goose StatementBegin
CREATE TRIGGER audit_personal_no_update BEFORE UPDATE ON audit_personal
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_personal_no_replace BEFORE INSERT ON audit_personal
WHEN EXISTS (SELECT 1 FROM audit_personal WHERE entry_id = NEW.entry_id)
BEGIN
	SELECT RAISE(ABORT, 'the log is append-only');
END;
-- +goose StatementEnd
