-- People, the posts (職) that carry rights, the ways to sign in, and sessions. Secrets stand here
-- only as hashes, or sealed with the installation's key.
-- +goose Up
CREATE TABLE person (
	id text PRIMARY KEY,
	-- Eight digits by which somebody without a mail address signs in.
	number text NOT NULL UNIQUE,
	name text NOT NULL,
	kana text NOT NULL,
	email text NOT NULL,
	email_key text NOT NULL,
	phone text NOT NULL,
	status text NOT NULL CHECK (status IN ('active', 'suspended', 'erased')),
	suspended_on text NOT NULL,
	suspended_reason text NOT NULL,
	lang text NOT NULL,
	-- Random: what authenticators keep instead of the person's id.
	handle text NOT NULL UNIQUE,
	-- Name, kana, mail address and number, folded, for finding.
	search text NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL,
	version bigint NOT NULL
);
CREATE UNIQUE INDEX person_email ON person (email_key) WHERE email_key <> '';
CREATE INDEX person_kana ON person (kana, id);

CREATE TABLE post (
	id text PRIMARY KEY,
	unit text NOT NULL,
	title text NOT NULL,
	scope_kind text NOT NULL CHECK (scope_kind IN ('organization', 'municipality', 'region', 'prefecture')),
	scope_id text NOT NULL,
	-- Civil days, both inclusive; '' = open.
	valid_from text NOT NULL,
	valid_until text NOT NULL,
	created_at text NOT NULL,
	version bigint NOT NULL
);
CREATE INDEX post_scope ON post (scope_kind, scope_id, id);

CREATE TABLE post_role (
	post_id text NOT NULL REFERENCES post (id),
	role text NOT NULL,
	PRIMARY KEY (post_id, role)
);

CREATE TABLE tenure (
	id text PRIMARY KEY,
	post_id text NOT NULL REFERENCES post (id),
	person_id text NOT NULL REFERENCES person (id),
	valid_from text NOT NULL,
	valid_until text NOT NULL,
	version bigint NOT NULL
);
CREATE INDEX tenure_person ON tenure (person_id, valid_from);
CREATE INDEX tenure_post ON tenure (post_id, valid_from);

CREATE TABLE session (
	id text PRIMARY KEY,
	person_id text NOT NULL REFERENCES person (id),
	token_hash text NOT NULL UNIQUE,
	method text NOT NULL,
	assurance bigint NOT NULL,
	agent text NOT NULL,
	started_at text NOT NULL,
	seen_at text NOT NULL,
	step_up_at text NOT NULL,
	acting text NOT NULL,
	glass_until text NOT NULL,
	ended_at text NOT NULL,
	end_reason text NOT NULL
);
CREATE INDEX session_person ON session (person_id, started_at);
CREATE INDEX session_seen ON session (seen_at);

CREATE TABLE password (
	person_id text PRIMARY KEY REFERENCES person (id),
	hash text NOT NULL,
	set_at text NOT NULL
);

CREATE TABLE totp (
	person_id text PRIMARY KEY REFERENCES person (id),
	sealed text NOT NULL,
	created_at text NOT NULL,
	confirmed_at text NOT NULL,
	last_step bigint NOT NULL
);

CREATE TABLE recovery_code (
	person_id text NOT NULL REFERENCES person (id),
	hash text NOT NULL,
	created_at text NOT NULL,
	used_at text NOT NULL,
	PRIMARY KEY (person_id, hash)
);

CREATE TABLE passkey (
	id text PRIMARY KEY,
	person_id text NOT NULL REFERENCES person (id),
	credential text NOT NULL UNIQUE,
	record text NOT NULL,
	sign_count bigint NOT NULL,
	name text NOT NULL,
	created_at text NOT NULL,
	used_at text NOT NULL
);
CREATE INDEX passkey_person ON passkey (person_id, id);

CREATE TABLE identity (
	issuer text NOT NULL,
	subject text NOT NULL,
	person_id text NOT NULL REFERENCES person (id),
	corporate_number text NOT NULL,
	-- Of GビズID, as it was when last used: prime or member.
	account_type text NOT NULL,
	linked_at text NOT NULL,
	used_at text NOT NULL,
	PRIMARY KEY (issuer, subject)
);
CREATE INDEX identity_person ON identity (person_id);

-- One-time ways in: a link by mail, a printed card, the first set-up.
CREATE TABLE ticket (
	id text PRIMARY KEY,
	kind text NOT NULL CHECK (kind IN ('invitation', 'card', 'setup', 'reset')),
	secret_hash text NOT NULL UNIQUE,
	-- '' while nobody has been made a person of it.
	person_id text NOT NULL,
	post_id text NOT NULL,
	email text NOT NULL,
	name text NOT NULL,
	kana text NOT NULL,
	role text NOT NULL,
	lang text NOT NULL,
	valid_from text NOT NULL,
	valid_until text NOT NULL,
	actor text NOT NULL,
	created_at text NOT NULL,
	expires_at text NOT NULL,
	tries bigint NOT NULL,
	used_at text NOT NULL,
	void_at text NOT NULL
);
CREATE INDEX ticket_person ON ticket (person_id) WHERE person_id <> '';
CREATE INDEX ticket_post ON ticket (post_id) WHERE post_id <> '';

-- The state of something begun that one browser must finish within minutes, once.
CREATE TABLE challenge (
	id text PRIMARY KEY,
	kind text NOT NULL,
	person_id text NOT NULL,
	content text NOT NULL,
	created_at text NOT NULL,
	expires_at text NOT NULL,
	tries bigint NOT NULL,
	used_at text NOT NULL
);
CREATE INDEX challenge_expires ON challenge (expires_at);

CREATE TABLE device (
	person_id text NOT NULL REFERENCES person (id),
	hash text NOT NULL,
	seen_at text NOT NULL,
	PRIMARY KEY (person_id, hash)
);

CREATE TABLE sign_in_failure (
	key text PRIMARY KEY,
	-- In a row, since the last success.
	n bigint NOT NULL,
	-- Within the window that began at since.
	recent bigint NOT NULL,
	since text NOT NULL,
	blocked_until text NOT NULL,
	at text NOT NULL
);
CREATE INDEX sign_in_failure_at ON sign_in_failure (at);

-- Taking a lost second factor away needs two officers.
CREATE TABLE factor_reset (
	id text PRIMARY KEY,
	person_id text NOT NULL REFERENCES person (id),
	reason text NOT NULL,
	proposed_by text NOT NULL,
	proposed_at text NOT NULL,
	decided_by text NOT NULL,
	decided_at text NOT NULL,
	approved boolean NOT NULL
);
CREATE INDEX factor_reset_person ON factor_reset (person_id, id);
