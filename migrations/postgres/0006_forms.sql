-- A form that is sent again is answered as it was the first time only if it says the same.
ALTER TABLE updates ADD COLUMN fingerprint TEXT COLLATE "C";

-- A draft has the number of its form, so that two forms of one operator for one target are two drafts. `writer` is the page
-- that wrote in it last.
ALTER TABLE drafts DROP CONSTRAINT drafts_operator_id_kind_target;
ALTER TABLE drafts ADD COLUMN writer TEXT COLLATE "C";
UPDATE drafts SET writer = id;
ALTER TABLE drafts ALTER COLUMN writer SET NOT NULL;
CREATE INDEX drafts_by_operator ON drafts (operator_id);
