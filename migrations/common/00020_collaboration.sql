-- The spine: one row a collaboration (協働案件), from stage S6 on.
-- +goose Up
CREATE TABLE collaboration (
	id text PRIMARY KEY,
	-- 軽, 中, 重.
	weight text NOT NULL CHECK (weight IN ('light', 'medium', 'heavy')),
	stage text NOT NULL CHECK (stage IN ('S6', 'S7', 'S8', 'S9')),
	-- done, or ended with a code of 終了・辞退理由; '' = open.
	outcome text NOT NULL CHECK (outcome IN ('', 'done', 'ended')),
	code text NOT NULL,
	note text NOT NULL,
	title text NOT NULL,
	kind text NOT NULL,
	listing_id text NOT NULL,
	inquiry_id text NOT NULL,
	reservation_id text NOT NULL,
	giver_id text NOT NULL,
	receiver_id text NOT NULL,
	quantity bigint NOT NULL,
	unit text NOT NULL,
	merit_giver text NOT NULL,
	merit_receiver text NOT NULL,
	-- What was agreed: how, where and by when it is handed over. JSON.
	terms text NOT NULL,
	due_on text NOT NULL,
	agreed_at text NOT NULL,
	handed_on text NOT NULL,
	handed_quantity bigint NOT NULL,
	reported_at text NOT NULL,
	closed_at text NOT NULL,
	-- What one-off gift or 課題解決型 it is, for the plan's count.
	channel text NOT NULL,
	owner_post text NOT NULL,
	version bigint NOT NULL,
	created_at text NOT NULL,
	updated_at text NOT NULL
);
CREATE UNIQUE INDEX collaboration_reservation ON collaboration (reservation_id) WHERE reservation_id <> '';
CREATE INDEX collaboration_giver ON collaboration (giver_id, id);
CREATE INDEX collaboration_receiver ON collaboration (receiver_id, id);
CREATE INDEX collaboration_listing ON collaboration (listing_id, id);
CREATE INDEX collaboration_open ON collaboration (stage, due_on, id) WHERE outcome = '';

-- Every step with who and when. A step that was skipped says why.
CREATE TABLE collaboration_event (
	id text PRIMARY KEY,
	collaboration_id text NOT NULL REFERENCES collaboration (id),
	stage text NOT NULL,
	what text NOT NULL,
	skipped boolean NOT NULL,
	note text NOT NULL,
	actor text NOT NULL,
	at text NOT NULL
);
CREATE INDEX collaboration_event_collaboration ON collaboration_event (collaboration_id, id);

-- 報告: what became of it.
CREATE TABLE collaboration_report (
	collaboration_id text PRIMARY KEY REFERENCES collaboration (id),
	body text NOT NULL,
	people_reached bigint NOT NULL,
	-- Yen; what the gift was worth, by the giver's own estimate. 0 = not stated.
	value bigint NOT NULL,
	photo_allowed boolean NOT NULL,
	-- Names of stored photos, JSON.
	photos text NOT NULL,
	by_side text NOT NULL CHECK (by_side IN ('giver', 'receiver', 'center')),
	at text NOT NULL
);

-- ふりかえり: each side by itself; merit is how far *the other's* wish was met, 1 to 5 (メリット台帳).
CREATE TABLE collaboration_feedback (
	collaboration_id text NOT NULL REFERENCES collaboration (id),
	side text NOT NULL CHECK (side IN ('giver', 'receiver')),
	merit bigint NOT NULL CHECK (merit BETWEEN 1 AND 5),
	relation bigint NOT NULL CHECK (relation BETWEEN 1 AND 5),
	again boolean NOT NULL,
	comment text NOT NULL,
	at text NOT NULL,
	PRIMARY KEY (collaboration_id, side)
);
