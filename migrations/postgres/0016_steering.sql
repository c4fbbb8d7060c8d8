-- What operators, and the portal itself, stop for a while: all mail, or that to one mail group.
CREATE TABLE mail_pauses (
    scope TEXT COLLATE "C" NOT NULL CONSTRAINT mail_pauses_scope PRIMARY KEY,
    reason TEXT COLLATE "C" NOT NULL CHECK (reason IN ('operator', 'fuse')),
    who TEXT COLLATE "C" NOT NULL,
    since BIGINT NOT NULL
);

-- How many mails each subscriber was sent of late, in slots of ten minutes. It is counted apart from deliveries: it can tell that something
-- about them goes wrong.
CREATE TABLE mail_counts (
    subscriber_id TEXT COLLATE "C" NOT NULL,
    slot BIGINT NOT NULL,
    mails BIGINT NOT NULL CHECK (mails >= 0),
    CONSTRAINT mail_counts_subscriber_id_slot PRIMARY KEY (subscriber_id, slot)
);
CREATE INDEX mail_counts_by_slot ON mail_counts (slot);

-- When a relay took the last mail of it.
ALTER TABLE dispatches ADD COLUMN accepted_at BIGINT;
