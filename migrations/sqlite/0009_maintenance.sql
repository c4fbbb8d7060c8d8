-- When the clock takes the next step of a maintenance; nothing if it takes none. What it did is in the document.
ALTER TABLE maintenances ADD COLUMN due_at INTEGER;
CREATE INDEX maintenances_by_due ON maintenances (due_at, id) WHERE due_at IS NOT NULL;

-- One row for each notice on a maintenance that subscribers are told of. Only posting makes one; a migration never does.
CREATE TABLE maintenance_dispatches (
    id TEXT NOT NULL PRIMARY KEY,
    maintenance_id TEXT NOT NULL REFERENCES maintenances (id),
    update_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (maintenance_id, update_key)
) STRICT;
