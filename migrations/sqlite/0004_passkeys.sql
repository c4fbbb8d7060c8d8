-- Passkeys of operators: what checks that they were shown. The keys themselves are on the operators' devices.

CREATE TABLE passkeys (
    id TEXT NOT NULL PRIMARY KEY,
    operator_id TEXT NOT NULL REFERENCES operators (id),
    credential_id BLOB NOT NULL UNIQUE,
    public_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL CHECK (sign_count >= 0),
    name TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;
CREATE INDEX passkeys_by_operator ON passkeys (operator_id, added_at);

-- Challenges that were answered, kept until they end by themselves: each is answered once.
CREATE TABLE answered_challenges (
    challenge_hash BLOB NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX answered_challenges_by_end ON answered_challenges (expires_at);
