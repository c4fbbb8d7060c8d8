-- One row for each notice that subscribers are told of, on incidents and maintenances alike, with how far it was fanned out: from then on
-- there is one delivery for each subscriber. Only posting makes one; a migration never does. What was posted before there was any mail
-- counts as fanned out to nobody.
CREATE TABLE told (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT told_id PRIMARY KEY,
    lane TEXT COLLATE "C" NOT NULL CHECK (lane IN ('incident', 'maintenance')),
    record_id TEXT COLLATE "C" NOT NULL,
    update_key TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    steering TEXT COLLATE "C" NOT NULL CHECK (steering IN ('running', 'paused', 'held', 'cancelled')),
    recipients BIGINT NOT NULL CHECK (recipients >= 0),
    fanned_out_through TEXT COLLATE "C",
    fanned_out_at BIGINT,
    CONSTRAINT dispatches_record_id_update_key UNIQUE (record_id, update_key)
);

INSERT INTO told (id, lane, record_id, update_key, created_at, expires_at, steering, recipients, fanned_out_at)
SELECT dispatches.id, 'incident', updates.incident_id, updates.key, dispatches.created_at, dispatches.created_at, 'running', 0,
    dispatches.created_at
FROM dispatches JOIN updates ON updates.id = dispatches.update_id;
INSERT INTO told (id, lane, record_id, update_key, created_at, expires_at, steering, recipients, fanned_out_at)
SELECT id, 'maintenance', maintenance_id, update_key, created_at, created_at, 'running', 0, created_at FROM maintenance_dispatches;

DROP TABLE dispatches;
DROP TABLE maintenance_dispatches;
ALTER TABLE told RENAME TO dispatches;
ALTER TABLE dispatches RENAME CONSTRAINT told_id TO dispatches_id;
CREATE INDEX dispatches_to_fan_out ON dispatches (id) WHERE fanned_out_at IS NULL;
