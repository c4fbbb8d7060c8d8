-- The addresses from which people acted, beside the audit log, so that they can be erased. `audit_entries.origin` holds
-- the fingerprint of salt and address, for which the chain vouches.

CREATE TABLE audit_addresses (
    sequence BIGINT NOT NULL CONSTRAINT audit_addresses_sequence PRIMARY KEY,
    at BIGINT NOT NULL,
    address TEXT NOT NULL,
    salt BYTEA NOT NULL
);
CREATE INDEX audit_addresses_by_time ON audit_addresses (at);

CREATE TRIGGER audit_addresses_keep BEFORE UPDATE ON audit_addresses
    FOR EACH ROW EXECUTE FUNCTION audit_entries_keep();
