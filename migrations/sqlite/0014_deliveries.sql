-- Deliveries: what becomes of a notice for each subscriber. Fanning out a dispatch makes them, and nothing else does.

-- When the interests that want a dispatch were found, and when nothing of it was open any more. `accepted` counts mails that relays took,
-- independently of the rows: it can tell that something goes round in circles.
ALTER TABLE dispatches ADD COLUMN matched_at INTEGER;
ALTER TABLE dispatches ADD COLUMN finished_at INTEGER;
ALTER TABLE dispatches ADD COLUMN accepted INTEGER NOT NULL DEFAULT 0;
UPDATE dispatches SET finished_at = fanned_out_at;
CREATE INDEX dispatches_unfinished ON dispatches (id) WHERE finished_at IS NULL;

-- Which interests want a dispatch, while it is fanned out.
CREATE TABLE dispatch_interests (
    dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
    interest_id TEXT NOT NULL,
    PRIMARY KEY (dispatch_id, interest_id)
) WITHOUT ROWID, STRICT;

-- Its dispatch is not named as a reference: a million checks of the same row would take longer than the inserting.
CREATE TABLE deliveries (
    dispatch_id TEXT NOT NULL,
    subscriber_id TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('mail')),
    mail_group TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'ready', 'leased', 'sent', 'deferred', 'failed', 'held', 'superseded', 'expired', 'cancelled'
    )),
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    ambiguous INTEGER NOT NULL CHECK (ambiguous IN (0, 1)),
    lease TEXT,
    done_at INTEGER,
    relay TEXT,
    reply TEXT,
    PRIMARY KEY (dispatch_id, subscriber_id, channel)
) WITHOUT ROWID, STRICT;
CREATE INDEX deliveries_due ON deliveries (dispatch_id, mail_group, due_at) WHERE state IN ('ready', 'deferred');
CREATE INDEX deliveries_held ON deliveries (dispatch_id) WHERE state = 'held';
CREATE INDEX deliveries_leased ON deliveries (lease) WHERE state = 'leased';

-- Who has deliveries in hand, and until when that holds.
CREATE TABLE leases (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    dispatch_id TEXT NOT NULL REFERENCES dispatches (id),
    held_until INTEGER NOT NULL
) STRICT;
CREATE INDEX leases_by_end ON leases (held_until);
