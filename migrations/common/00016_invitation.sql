-- Who was invited to act for an organization and what became of it, and what a union of two records
-- moved from the one to the other.
-- +goose Up
-- To which address and until when stands with the ticket; here stands no data of a person but an id.
CREATE TABLE colleague_invitation (
	ticket_id text PRIMARY KEY,
	organization_id text NOT NULL REFERENCES organization (id),
	-- The succession whose new representative is invited; '' = a colleague.
	succession_id text NOT NULL,
	invited_by text NOT NULL,
	created_at text NOT NULL,
	-- '' = none yet: it waits, or its time is over.
	answer text NOT NULL CHECK (answer IN ('', 'accepted', 'declined', 'withdrawn')),
	answered_at text NOT NULL
);
CREATE INDEX colleague_invitation_organization ON colleague_invitation (organization_id, created_at);

CREATE TABLE union_move (
	gone_id text NOT NULL REFERENCES organization (id),
	keep_id text NOT NULL REFERENCES organization (id),
	kind text NOT NULL CHECK (kind IN ('post', 'application', 'claim', 'succession', 'invitation')),
	item text NOT NULL,
	-- How often the item had been moved before, by unions that stand.
	turn bigint NOT NULL,
	moved_at text NOT NULL,
	PRIMARY KEY (gone_id, kind, item)
);
CREATE INDEX union_move_item ON union_move (kind, item);
CREATE INDEX union_move_keep ON union_move (keep_id, kind);
