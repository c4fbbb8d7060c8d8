-- The reference number of the first maintenance of a series, in each later one. What it says otherwise is in the document.
ALTER TABLE maintenances ADD COLUMN series TEXT;
CREATE INDEX maintenances_by_series ON maintenances (series, starts_at, id) WHERE series IS NOT NULL;
