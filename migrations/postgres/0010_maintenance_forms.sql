-- The forms by which steps were taken: one that is sent again is answered as it was the first time if it says the same.
CREATE TABLE maintenance_forms (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT maintenance_forms_id PRIMARY KEY,
    maintenance_id TEXT COLLATE "C" NOT NULL REFERENCES maintenances (id),
    fingerprint TEXT COLLATE "C" NOT NULL
);
