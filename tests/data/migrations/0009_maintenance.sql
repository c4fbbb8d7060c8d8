-- What the clock will do, and a notice that was posted.
UPDATE maintenances SET due_at = 1475946000000000;
INSERT INTO maintenance_dispatches (id, maintenance_id, update_key, created_at)
VALUES ('00000000-0000-0000-0000-000000000019', '00000000-0000-0000-0000-000000000003', 'MU1', 1475946000000000);
