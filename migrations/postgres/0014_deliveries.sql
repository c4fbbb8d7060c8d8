-- Deliveries: what becomes of a notice for each subscriber. Fanning out a dispatch makes them, and nothing else does.

-- When the interests that want a dispatch were found, and when nothing of it was open any more. `accepted` counts mails that relays took,
-- independently of the rows: it can tell that something goes round in circles.
ALTER TABLE dispatches ADD COLUMN matched_at BIGINT;
ALTER TABLE dispatches ADD COLUMN finished_at BIGINT;
ALTER TABLE dispatches ADD COLUMN accepted BIGINT NOT NULL DEFAULT 0;
UPDATE dispatches SET finished_at = fanned_out_at;
CREATE INDEX dispatches_unfinished ON dispatches (id) WHERE finished_at IS NULL;

-- Which interests want a dispatch, while it is fanned out.
CREATE TABLE dispatch_interests (
    dispatch_id TEXT COLLATE "C" NOT NULL REFERENCES dispatches (id),
    interest_id TEXT COLLATE "C" NOT NULL,
    CONSTRAINT dispatch_interests_dispatch_id_interest_id PRIMARY KEY (dispatch_id, interest_id)
);

-- Its dispatch is not named as a reference: a million checks of the same row would take longer than the inserting.
CREATE TABLE deliveries (
    dispatch_id TEXT COLLATE "C" NOT NULL,
    subscriber_id TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL CHECK (channel IN ('mail')),
    mail_group TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN (
        'ready', 'leased', 'sent', 'deferred', 'failed', 'held', 'superseded', 'expired', 'cancelled'
    )),
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    ambiguous BOOLEAN NOT NULL,
    lease TEXT COLLATE "C",
    done_at BIGINT,
    relay TEXT COLLATE "C",
    reply TEXT COLLATE "C",
    CONSTRAINT deliveries_dispatch_id_subscriber_id_channel PRIMARY KEY (dispatch_id, subscriber_id, channel)
);
CREATE INDEX deliveries_due ON deliveries (dispatch_id, mail_group, due_at) WHERE state IN ('ready', 'deferred');
CREATE INDEX deliveries_held ON deliveries (dispatch_id) WHERE state = 'held';
CREATE INDEX deliveries_leased ON deliveries (lease) WHERE state = 'leased';

-- Who has deliveries in hand, and until when that holds.
CREATE TABLE leases (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT leases_id PRIMARY KEY,
    owner TEXT COLLATE "C" NOT NULL,
    dispatch_id TEXT COLLATE "C" NOT NULL REFERENCES dispatches (id),
    held_until BIGINT NOT NULL
);
CREATE INDEX leases_by_end ON leases (held_until);
