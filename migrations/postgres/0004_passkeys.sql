-- Passkeys of operators: what checks that they were shown. The keys themselves are on the operators' devices.

CREATE TABLE passkeys (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT passkeys_id PRIMARY KEY,
    operator_id TEXT COLLATE "C" NOT NULL REFERENCES operators (id),
    credential_id BYTEA NOT NULL CONSTRAINT passkeys_credential_id UNIQUE,
    public_key BYTEA NOT NULL,
    sign_count BIGINT NOT NULL CHECK (sign_count >= 0),
    name TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX passkeys_by_operator ON passkeys (operator_id, added_at);

-- Challenges that were answered, kept until they end by themselves: each is answered once.
CREATE TABLE answered_challenges (
    challenge_hash BYTEA NOT NULL CONSTRAINT answered_challenges_challenge_hash PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX answered_challenges_by_end ON answered_challenges (expires_at);
