-- What a form posted and said, and two forms of one operator for one target.
UPDATE updates SET fingerprint = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
INSERT INTO drafts (id, operator_id, kind, target, document, base_version, writer, saved_at, version)
VALUES ('00000000-0000-0000-0000-000000000018', '00000000-0000-0000-0000-000000000007', 'update',
    'INC-20161011-01', '{}', 1, '00000000-0000-0000-0000-000000000018', 1476145200000000, 1);
