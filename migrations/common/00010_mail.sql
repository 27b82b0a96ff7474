-- Mails on their way: written in the transaction of what they tell, sent by a job.
-- +goose Up
CREATE TABLE mail (
	id text PRIMARY KEY,
	kind text NOT NULL,
	to_address text NOT NULL,
	to_name text NOT NULL,
	subject text NOT NULL,
	body text NOT NULL,
	unsubscribe text NOT NULL,
	-- The body is a secret (a link that signs in) and goes away once the mail is sent.
	secret boolean NOT NULL,
	person text NOT NULL,
	organization text NOT NULL,
	ref text NOT NULL,
	message_id text NOT NULL,
	state text NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'recorded', 'held', 'dropped', 'failed')),
	-- The job that may send the mail carries this number; jobs with an older one do nothing.
	turn bigint NOT NULL,
	attempts bigint NOT NULL,
	-- Sent a second time because nobody knew whether the first had arrived.
	again boolean NOT NULL,
	last_error text NOT NULL,
	created_at text NOT NULL,
	taken_at text NOT NULL,
	sent_at text NOT NULL
);
CREATE INDEX mail_state ON mail (state, id);
CREATE INDEX mail_person ON mail (person, id) WHERE person <> '';
CREATE INDEX mail_organization ON mail (organization, id) WHERE organization <> '';
