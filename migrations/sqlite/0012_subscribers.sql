-- What subscribers want to be told of: one row for all who want the same. The identifier is the hash of the document.
CREATE TABLE interests (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL
) STRICT;

-- Who asked to be told. `interest_id`, `mail_group` and the state are what fanning out selects by.
CREATE TABLE subscribers (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('pending', 'active', 'suspended', 'unsubscribed')),
    interest_id TEXT NOT NULL REFERENCES interests (id),
    mail_group TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('ja', 'en', 'both')),
    zone TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER
) STRICT;
CREATE INDEX subscribers_by_interest ON subscribers (interest_id);
