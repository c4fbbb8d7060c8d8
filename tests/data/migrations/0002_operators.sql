-- An operator with a second factor, a link, a session, failed attempts and a draft. Bytes are written X'00'.
INSERT INTO operators (id, login, name, role, language, disabled_at, created_at)
VALUES ('00000000-0000-0000-0000-000000000007', 'hanako', '上林 花子', 'publisher', 'ja', NULL, 1476145200000000);
INSERT INTO credentials (operator_id, password, sealed_seed, last_step)
VALUES ('00000000-0000-0000-0000-000000000007', '$argon2id$v=19$m=19456,t=2,p=1$AAAA$BBBB', X'00ff', 49204840);
INSERT INTO recovery_codes (operator_id, code_hash)
VALUES ('00000000-0000-0000-0000-000000000007', 'ab12');
INSERT INTO sign_in_links (token_hash, operator_id, purpose, expires_at, used_at)
VALUES (X'0000000000000000000000000000000000000000000000000000000000000000', '00000000-0000-0000-0000-000000000007',
    'set_password', 1476146100000000, NULL);
INSERT INTO sessions
    (token_hash, operator_id, created_at, last_seen_at, fresh_until, expires_at, awaits_factor, address, browser)
VALUES (X'0000000000000000000000000000000000000000000000000000000000000000', '00000000-0000-0000-0000-000000000007',
    1476145200000000, 1476145200000000, 1476145500000000, 1476188400000000, FALSE, '192.0.2.7', 'Firefox');
INSERT INTO throttles (subject, failures, blocked_until) VALUES ('login:hanako', 6, 1476145201000000);
INSERT INTO drafts (id, operator_id, kind, target, document, base_version, saved_at, version)
VALUES ('00000000-0000-0000-0000-000000000008', '00000000-0000-0000-0000-000000000007', 'update',
    'INC-20161011-01', '{}', 1, 1476145200000000, 1);
