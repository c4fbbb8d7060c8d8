-- The addresses from which people acted, beside the audit log, so that they can be erased. `audit_entries.origin` holds
-- the fingerprint of salt and address, for which the chain vouches.

CREATE TABLE audit_addresses (
    sequence INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    address TEXT NOT NULL,
    salt BLOB NOT NULL
) STRICT;
CREATE INDEX audit_addresses_by_time ON audit_addresses (at);

CREATE TRIGGER audit_addresses_keep BEFORE UPDATE ON audit_addresses BEGIN
    SELECT RAISE(ABORT, 'audit entries are never changed');
END;
