-- What subscribers want to be told of: one row for all who want the same. The identifier is the hash of the document.
CREATE TABLE interests (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT interests_id PRIMARY KEY,
    document TEXT COLLATE "C" NOT NULL
);

-- Who asked to be told. Fanning out walks through them in the order of their identifiers, so it needs no other index.
CREATE TABLE subscribers (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT subscribers_id PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'active', 'suspended', 'unsubscribed')),
    interest_id TEXT COLLATE "C" NOT NULL REFERENCES interests (id),
    mail_group TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL CHECK (language IN ('ja', 'en', 'both')),
    zone TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT
);
