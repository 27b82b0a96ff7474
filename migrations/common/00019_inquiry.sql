-- Inquiries about listings, their threads, and who has how much of a listing.
-- +goose Up
CREATE TABLE inquiry (
	id text PRIMARY KEY,
	listing_id text NOT NULL REFERENCES listing (id),
	-- Who asks, and whose listing it is ('' while a one-off form is not tied).
	asker_id text NOT NULL,
	owner_id text NOT NULL,
	asked_by text NOT NULL,
	-- How it came in: web, phone, fax, mail, visit.
	channel text NOT NULL,
	quantity bigint NOT NULL CHECK (quantity >= 0),
	needed_by text NOT NULL,
	-- JSON: the structured first message.
	message text NOT NULL,
	state text NOT NULL CHECK (state IN ('sent', 'read', 'talking', 'waiting', 'accepted', 'declined', 'withdrawn', 'silent')),
	-- R01 … R99 of 終了・辞退理由.
	code text NOT NULL,
	note text NOT NULL,
	-- The reply clock: who owes the next word ('' = nobody), since when, and by when it was promised.
	owes text NOT NULL CHECK (owes IN ('', 'owner', 'asker', 'center')),
	owes_since text NOT NULL,
	owes_by text NOT NULL,
	first_reply_at text NOT NULL,
	read_at text NOT NULL,
	-- 仲介中: the centre took it over.
	escalated_at text NOT NULL,
	-- 面談: when both meet, and whether a coordinator is asked to sit in.
	meeting_at text NOT NULL,
	meeting_place text NOT NULL,
	coordinator_wanted boolean NOT NULL,
	owner_post text NOT NULL,
	version bigint NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL,
	closed_at text NOT NULL
);
CREATE INDEX inquiry_listing ON inquiry (listing_id, id);
CREATE INDEX inquiry_asker ON inquiry (asker_id, state, id);
CREATE INDEX inquiry_owner ON inquiry (owner_id, state, id);
CREATE INDEX inquiry_owes ON inquiry (owes, owes_by, id) WHERE owes <> '';
-- An organization asks once about a listing at a time.
CREATE UNIQUE INDEX inquiry_open ON inquiry (listing_id, asker_id) WHERE state IN ('sent', 'read', 'talking', 'waiting');

CREATE TABLE inquiry_message (
	id text PRIMARY KEY,
	inquiry_id text NOT NULL REFERENCES inquiry (id),
	side text NOT NULL CHECK (side IN ('owner', 'asker', 'center')),
	person text NOT NULL,
	channel text NOT NULL,
	body text NOT NULL,
	at text NOT NULL
);
CREATE INDEX inquiry_message_inquiry ON inquiry_message (inquiry_id, id);

-- Who has how much of a listing, and who waits, in order.
CREATE TABLE reservation (
	id text PRIMARY KEY,
	listing_id text NOT NULL REFERENCES listing (id),
	inquiry_id text NOT NULL REFERENCES inquiry (id),
	quantity bigint NOT NULL CHECK (quantity >= 0),
	state text NOT NULL CHECK (state IN ('held', 'waiting', 'confirmed', 'released', 'expired')),
	-- The place in the line of the listing, from 1.
	place bigint NOT NULL,
	-- When what is held, and not confirmed by the asker, goes to the next; '' = it does not.
	expires_at text NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL
);
CREATE UNIQUE INDEX reservation_inquiry ON reservation (inquiry_id) WHERE state IN ('held', 'waiting', 'confirmed');
CREATE UNIQUE INDEX reservation_place ON reservation (listing_id, place);
CREATE INDEX reservation_waiting ON reservation (listing_id, place) WHERE state = 'waiting';
