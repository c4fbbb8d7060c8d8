-- One row for each notice that subscribers are told of, on incidents and maintenances alike, with how far it was fanned out: from then on
-- there is one delivery for each subscriber. Only posting makes one; a migration never does. What was posted before there was any mail
-- counts as fanned out to nobody.
CREATE TABLE told (
    id TEXT NOT NULL PRIMARY KEY,
    lane TEXT NOT NULL CHECK (lane IN ('incident', 'maintenance')),
    record_id TEXT NOT NULL,
    update_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    steering TEXT NOT NULL CHECK (steering IN ('running', 'paused', 'held', 'cancelled')),
    recipients INTEGER NOT NULL CHECK (recipients >= 0),
    fanned_out_through TEXT,
    fanned_out_at INTEGER,
    UNIQUE (record_id, update_key)
) STRICT;

INSERT INTO told (id, lane, record_id, update_key, created_at, expires_at, steering, recipients, fanned_out_at)
SELECT dispatches.id, 'incident', updates.incident_id, updates.key, dispatches.created_at, dispatches.created_at, 'running', 0,
    dispatches.created_at
FROM dispatches JOIN updates ON updates.id = dispatches.update_id;
INSERT INTO told (id, lane, record_id, update_key, created_at, expires_at, steering, recipients, fanned_out_at)
SELECT id, 'maintenance', maintenance_id, update_key, created_at, created_at, 'running', 0, created_at FROM maintenance_dispatches;

DROP TABLE dispatches;
DROP TABLE maintenance_dispatches;
ALTER TABLE told RENAME TO dispatches;
CREATE INDEX dispatches_to_fan_out ON dispatches (id) WHERE fanned_out_at IS NULL;
