-- What must happen at a time: a tick asks for what is due; the schedule is never in a queue.
-- +goose Up
CREATE TABLE due (
	kind text NOT NULL,
	subject text NOT NULL,
	due_at text NOT NULL,
	PRIMARY KEY (kind, subject)
);
CREATE INDEX due_at ON due (due_at);
