-- Forms that are over, by their numbers: what arrives late of one becomes no draft any more. Those that were posted are known by
-- their updates; here are those that were saved into a record without a notice, and, without a record, those whose draft was
-- discarded. Rows are removed once nobody has such a form open.
CREATE TABLE closed_forms (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT closed_forms_id PRIMARY KEY,
    reference TEXT COLLATE "C",
    closed_at BIGINT NOT NULL
);
CREATE INDEX closed_forms_by_time ON closed_forms (closed_at);
