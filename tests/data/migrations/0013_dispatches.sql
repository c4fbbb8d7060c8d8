-- A notice that is being fanned out.
INSERT INTO dispatches (id, lane, record_id, update_key, created_at, expires_at, steering, recipients, fanned_out_through)
VALUES ('00000000-0000-0000-0000-000000000031', 'maintenance', '00000000-0000-0000-0000-000000000003', 'MU2', 1475946000000000,
    1476032400000000, 'running', 10000, '00000000-0000-0000-0000-000000000030');
