-- The audit log: a chain of entries that nobody changes and nobody removes.

CREATE TABLE audit_entries (
    sequence BIGINT NOT NULL CONSTRAINT audit_entries_sequence PRIMARY KEY CHECK (sequence >= 1),
    at BIGINT NOT NULL,
    who TEXT COLLATE "C" NOT NULL,
    origin TEXT,
    action TEXT NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    before_hash TEXT,
    after_hash TEXT,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_entries_by_target ON audit_entries (target, sequence);
CREATE INDEX audit_entries_by_who ON audit_entries (who, sequence);

-- One row: the end of the chain. Its lock makes concurrent writers take turns.
CREATE TABLE audit_head (
    id BIGINT NOT NULL CONSTRAINT audit_head_id PRIMARY KEY CHECK (id = 1),
    sequence BIGINT NOT NULL CHECK (sequence >= 0),
    hash TEXT NOT NULL
);

INSERT INTO audit_head (id, sequence, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE FUNCTION audit_entries_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Class 23: an integrity constraint, as SQLite reports its trigger.
    RAISE EXCEPTION 'audit entries are never changed or removed' USING ERRCODE = '23000';
END
$$;
CREATE TRIGGER audit_entries_keep_rows BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_keep();
CREATE TRIGGER audit_entries_keep_table BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_keep();
