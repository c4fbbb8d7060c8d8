-- A form by which a step was taken.
INSERT INTO maintenance_forms (id, maintenance_id, fingerprint)
VALUES ('00000000-0000-0000-0000-000000000020', '00000000-0000-0000-0000-000000000003',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
