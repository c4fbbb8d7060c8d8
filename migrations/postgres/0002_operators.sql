-- Who works on the portal: operators, how they sign in, and what they have not posted yet.

CREATE TABLE operators (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT operators_id PRIMARY KEY,
    login TEXT COLLATE "C" NOT NULL CONSTRAINT operators_login UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'auditor', 'drafter', 'publisher', 'admin')),
    language TEXT NOT NULL CHECK (language IN ('ja', 'en')),
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);

-- `last_step` is the newest step of the second factor whose code was used: each code works once.
CREATE TABLE credentials (
    operator_id TEXT COLLATE "C" NOT NULL CONSTRAINT credentials_operator_id PRIMARY KEY REFERENCES operators (id),
    password TEXT,
    sealed_seed BYTEA,
    last_step BIGINT,
    CHECK ((sealed_seed IS NULL) = (last_step IS NULL))
);

-- Recovery codes that are still unused.
CREATE TABLE recovery_codes (
    operator_id TEXT COLLATE "C" NOT NULL REFERENCES credentials (operator_id),
    code_hash TEXT COLLATE "C" NOT NULL,
    CONSTRAINT recovery_codes_operator_id_code_hash PRIMARY KEY (operator_id, code_hash)
);

CREATE TABLE sign_in_links (
    token_hash BYTEA NOT NULL CONSTRAINT sign_in_links_token_hash PRIMARY KEY,
    operator_id TEXT COLLATE "C" NOT NULL REFERENCES operators (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('set_password', 'sign_in')),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX sign_in_links_by_operator ON sign_in_links (operator_id);
CREATE INDEX sign_in_links_by_end ON sign_in_links (expires_at);

CREATE TABLE sessions (
    token_hash BYTEA NOT NULL CONSTRAINT sessions_token_hash PRIMARY KEY,
    operator_id TEXT COLLATE "C" NOT NULL REFERENCES operators (id),
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    fresh_until BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    awaits_factor BOOLEAN NOT NULL,
    address TEXT NOT NULL,
    browser TEXT NOT NULL
);
CREATE INDEX sessions_by_operator ON sessions (operator_id, last_seen_at);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- A subject is an account, an address or everybody.
CREATE TABLE throttles (
    subject TEXT COLLATE "C" NOT NULL CONSTRAINT throttles_subject PRIMARY KEY,
    failures BIGINT NOT NULL CHECK (failures >= 0),
    blocked_until BIGINT NOT NULL
);
CREATE INDEX throttles_by_end ON throttles (blocked_until);

-- `target` is the reference number that a draft is for, or empty for something new.
CREATE TABLE drafts (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT drafts_id PRIMARY KEY,
    operator_id TEXT COLLATE "C" NOT NULL REFERENCES operators (id),
    kind TEXT NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    document TEXT NOT NULL,
    base_version BIGINT,
    saved_at BIGINT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    CONSTRAINT drafts_operator_id_kind_target UNIQUE (operator_id, kind, target)
);
CREATE INDEX drafts_by_target ON drafts (target, saved_at);
