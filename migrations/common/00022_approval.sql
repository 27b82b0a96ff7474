-- Ways into the bank without an account: the superior's approval, the one-off form.
-- +goose Up
-- 社内確認: a link by which a superior reads and approves without an account.
CREATE TABLE approval (
	id text PRIMARY KEY,
	listing_id text NOT NULL REFERENCES listing (id),
	token_hash text NOT NULL,
	-- Of what was asked: approval of another text than the one read is none.
	digest text NOT NULL,
	asked_by text NOT NULL,
	asked_at text NOT NULL,
	expires_at text NOT NULL,
	decision text NOT NULL CHECK (decision IN ('', 'approved', 'declined', 'void')),
	decided_at text NOT NULL,
	-- Personal: who approved, and the remark.
	decider text NOT NULL,
	remark text NOT NULL
);
CREATE UNIQUE INDEX approval_token ON approval (token_hash);
CREATE INDEX approval_listing ON approval (listing_id, id);

-- 単発の申し出: a company without an account. Personal until the centre has tied it to a record.
CREATE TABLE one_off (
	listing_id text PRIMARY KEY REFERENCES listing (id),
	name text NOT NULL,
	city_code text NOT NULL,
	person text NOT NULL,
	phone text NOT NULL,
	mail text NOT NULL,
	english boolean NOT NULL, -- the language of the mails
	token_hash text NOT NULL,
	terms_version text NOT NULL,
	pledge_version text NOT NULL,
	consented_at text NOT NULL
);
CREATE UNIQUE INDEX one_off_token ON one_off (token_hash);
