-- The forms by which steps were taken: one that is sent again is answered as it was the first time if it says the same.
CREATE TABLE maintenance_forms (
    id TEXT NOT NULL PRIMARY KEY,
    maintenance_id TEXT NOT NULL REFERENCES maintenances (id),
    fingerprint TEXT NOT NULL
) STRICT;
