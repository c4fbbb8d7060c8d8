-- A form that is sent again is answered as it was the first time only if it says the same.
ALTER TABLE updates ADD COLUMN fingerprint TEXT;

-- A draft has the number of its form, so that two forms of one operator for one target are two drafts. `writer` is the page
-- that wrote in it last.
CREATE TABLE drafts_of_forms (
    id TEXT NOT NULL PRIMARY KEY,
    operator_id TEXT NOT NULL REFERENCES operators (id),
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    document TEXT NOT NULL,
    base_version INTEGER,
    writer TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1)
) STRICT;
INSERT INTO drafts_of_forms (id, operator_id, kind, target, document, base_version, writer, saved_at, version)
SELECT id, operator_id, kind, target, document, base_version, id, saved_at, version FROM drafts;
DROP TABLE drafts;
ALTER TABLE drafts_of_forms RENAME TO drafts;
CREATE INDEX drafts_by_target ON drafts (target, saved_at);
CREATE INDEX drafts_by_operator ON drafts (operator_id);
