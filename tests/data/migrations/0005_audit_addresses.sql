-- An entry whose address stands beside the chain. Bytes are written X'00'.
INSERT INTO audit_entries
    (sequence, at, who, origin, action, target, before_hash, after_hash, detail, hash)
VALUES (2, 1476145260000000, 'hanako', '9a3ea965273e99f5ec5d792b66ad038cc95d091f650283c27e9c0e0cd927b840', 'incident.update',
    'INC-20161011-01', NULL, '00ff', 'U02', '87859bf3e6051810ed2fd5c9a0da59975b27b0adaeb6612f9d610f209303ce60');
INSERT INTO audit_addresses (sequence, at, address, salt)
VALUES (2, 1476145260000000, '192.0.2.7', X'00000000000000000000000000000000');
UPDATE audit_head SET sequence = 2, hash = '87859bf3e6051810ed2fd5c9a0da59975b27b0adaeb6612f9d610f209303ce60' WHERE id = 1;
