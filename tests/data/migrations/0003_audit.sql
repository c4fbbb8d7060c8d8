-- One entry of the log, and the end of the chain that it makes.
INSERT INTO audit_entries
    (sequence, at, who, origin, action, target, before_hash, after_hash, detail, hash)
VALUES (1, 1476145200000000, 'hanako', '192.0.2.7', 'incident.open', 'INC-20161011-01', NULL, '00ff', 'U01',
    '28b49b60fcf957be64dcc6da0d1ecab3172f5dc4b59b15dc01e6af816ddfcbe6');
UPDATE audit_head SET sequence = 1, hash = '28b49b60fcf957be64dcc6da0d1ecab3172f5dc4b59b15dc01e6af816ddfcbe6' WHERE id = 1;
