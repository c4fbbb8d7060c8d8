-- When the clock takes the next step of a maintenance; nothing if it takes none. What it did is in the document.
ALTER TABLE maintenances ADD COLUMN due_at BIGINT;
CREATE INDEX maintenances_by_due ON maintenances (due_at, id) WHERE due_at IS NOT NULL;

-- One row for each notice on a maintenance that subscribers are told of. Only posting makes one; a migration never does.
CREATE TABLE maintenance_dispatches (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT maintenance_dispatches_id PRIMARY KEY,
    maintenance_id TEXT COLLATE "C" NOT NULL REFERENCES maintenances (id),
    update_key TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT maintenance_dispatches_maintenance_id_update_key UNIQUE (maintenance_id, update_key)
);
