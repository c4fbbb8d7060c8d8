-- What operators, and the portal itself, stop for a while: all mail, or that to one mail group.
CREATE TABLE mail_pauses (
    scope TEXT NOT NULL PRIMARY KEY,
    reason TEXT NOT NULL CHECK (reason IN ('operator', 'fuse')),
    who TEXT NOT NULL,
    since INTEGER NOT NULL
) STRICT;

-- How many mails each subscriber was sent of late, in slots of ten minutes. It is counted apart from deliveries: it can tell that something
-- about them goes wrong.
CREATE TABLE mail_counts (
    subscriber_id TEXT NOT NULL,
    slot INTEGER NOT NULL,
    mails INTEGER NOT NULL CHECK (mails >= 0),
    PRIMARY KEY (subscriber_id, slot)
) WITHOUT ROWID, STRICT;
CREATE INDEX mail_counts_by_slot ON mail_counts (slot);

-- When a relay took the last mail of it.
ALTER TABLE dispatches ADD COLUMN accepted_at INTEGER;
