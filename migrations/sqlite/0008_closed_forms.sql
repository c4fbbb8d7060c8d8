-- Forms that are over, by their numbers: what arrives late of one becomes no draft any more. Those that were posted are known by
-- their updates; here are those that were saved into a record without a notice, and, without a record, those whose draft was
-- discarded. Rows are removed once nobody has such a form open.
CREATE TABLE closed_forms (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT,
    closed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX closed_forms_by_time ON closed_forms (closed_at);
