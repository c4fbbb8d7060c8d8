-- Who works on the portal: operators, how they sign in, and what they have not posted yet.

CREATE TABLE operators (
    id TEXT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'auditor', 'drafter', 'publisher', 'admin')),
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    disabled_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

-- `last_step` is the newest step of the second factor whose code was used: each code works once.
CREATE TABLE credentials (
    operator_id TEXT NOT NULL PRIMARY KEY REFERENCES operators (id),
    password TEXT,
    sealed_seed BLOB,
    last_step INTEGER,
    CHECK ((sealed_seed IS NULL) = (last_step IS NULL))
) STRICT;

-- Recovery codes that are still unused.
CREATE TABLE recovery_codes (
    operator_id TEXT NOT NULL REFERENCES credentials (operator_id),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (operator_id, code_hash)
) STRICT;

CREATE TABLE sign_in_links (
    token_hash BLOB NOT NULL PRIMARY KEY,
    operator_id TEXT NOT NULL REFERENCES operators (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('set_password', 'sign_in')),
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX sign_in_links_by_operator ON sign_in_links (operator_id);
CREATE INDEX sign_in_links_by_end ON sign_in_links (expires_at);

CREATE TABLE sessions (
    token_hash BLOB NOT NULL PRIMARY KEY,
    operator_id TEXT NOT NULL REFERENCES operators (id),
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    fresh_until INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    awaits_factor INTEGER NOT NULL CHECK (awaits_factor IN (0, 1)),
    address TEXT NOT NULL,
    browser TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_operator ON sessions (operator_id, last_seen_at);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- A subject is an account, an address or everybody.
CREATE TABLE throttles (
    subject TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    blocked_until INTEGER NOT NULL
) STRICT;
CREATE INDEX throttles_by_end ON throttles (blocked_until);

-- `target` is the reference number that a draft is for, or empty for something new.
CREATE TABLE drafts (
    id TEXT NOT NULL PRIMARY KEY,
    operator_id TEXT NOT NULL REFERENCES operators (id),
    kind TEXT NOT NULL,
    target TEXT NOT NULL,
    document TEXT NOT NULL,
    base_version INTEGER,
    saved_at INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    UNIQUE (operator_id, kind, target)
) STRICT;
CREATE INDEX drafts_by_target ON drafts (target, saved_at);
