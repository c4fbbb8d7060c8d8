-- A passkey and a challenge that was answered with it. Bytes are written X'00'.
INSERT INTO passkeys (id, operator_id, credential_id, public_key, sign_count, name, added_at, last_used_at)
VALUES ('00000000-0000-0000-0000-000000000009', '00000000-0000-0000-0000-000000000007', X'00ff', X'a0', 4294967295,
    '社用のノートPC', 1476145200000000, NULL);
INSERT INTO answered_challenges (challenge_hash, expires_at)
VALUES (X'0000000000000000000000000000000000000000000000000000000000000000', 1476145500000000);
