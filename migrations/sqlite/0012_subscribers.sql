-- What subscribers want to be told of: one row for all who want the same. The identifier is the hash of the document.
CREATE TABLE interests (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL
) STRICT;

-- Who asked to be told. Fanning out walks through them in the order of their identifiers, so it needs no other index.
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
