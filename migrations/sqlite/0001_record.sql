-- What the portal publishes: who speaks, incidents with their updates, maintenances, and what is to be sent.

-- One row. `revision` counts committed changes of what readers see; `database_id` names this database for ever.
CREATE TABLE revision (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL CHECK (revision >= 0),
    database_id TEXT NOT NULL
) STRICT;

INSERT INTO revision (id, revision, database_id)
VALUES (1, 0, lower(
    hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-'
    || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))
));

-- One row: the provider and its catalogue of services.
CREATE TABLE portal (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    provider TEXT NOT NULL,
    catalogue TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    saved_at INTEGER NOT NULL
) STRICT;

-- The columns beside the document repeat what lists are selected and ordered by.
CREATE TABLE incidents (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('investigating', 'responding', 'partial', 'monitoring', 'recovered', 'withdrawn')),
    severity TEXT NOT NULL CHECK (severity IN ('none', 'minor', 'major', 'critical')),
    exercise INTEGER NOT NULL CHECK (exercise IN (0, 1)),
    started_at INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    last_posted_at INTEGER,
    document TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX incidents_by_revision ON incidents (revision, id);
CREATE INDEX incidents_by_start ON incidents (started_at, id);
CREATE INDEX incidents_open ON incidents (started_at, id) WHERE state NOT IN ('recovered', 'withdrawn');

-- Every version of every incident, the current one included.
CREATE TABLE incident_versions (
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    version INTEGER NOT NULL CHECK (version >= 1),
    document TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (incident_id, version)
) STRICT;

-- `submission` is made by the form, so that sending it twice posts one update.
CREATE TABLE updates (
    id TEXT NOT NULL PRIMARY KEY,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    sequence INTEGER NOT NULL CHECK (sequence BETWEEN 1 AND 5000),
    key TEXT NOT NULL,
    number INTEGER CHECK (number >= 1),
    kind TEXT NOT NULL CHECK (kind IN (
        'first_notice', 'update', 'recurrence', 'recovery_notice', 'interim_report', 'final_report',
        'withdrawal', 'correction', 'notice'
    )),
    state TEXT NOT NULL CHECK (state IN ('investigating', 'responding', 'partial', 'monitoring', 'recovered', 'withdrawn')),
    posted_at INTEGER NOT NULL,
    document TEXT NOT NULL,
    submission TEXT UNIQUE,
    UNIQUE (incident_id, sequence),
    UNIQUE (incident_id, key),
    UNIQUE (incident_id, number)
) STRICT;

CREATE TABLE maintenances (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN (
        'scheduled', 'in_progress', 'extended', 'verifying', 'completed', 'rescheduled', 'postponed', 'cancelled',
        'rolled_back'
    )),
    exercise INTEGER NOT NULL CHECK (exercise IN (0, 1)),
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL CHECK (ends_at >= starts_at),
    document TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX maintenances_by_revision ON maintenances (revision, id);
CREATE INDEX maintenances_by_start ON maintenances (starts_at, id);
CREATE INDEX maintenances_open ON maintenances (starts_at, id)
    WHERE state NOT IN ('completed', 'cancelled', 'rolled_back');

-- Every version of every maintenance, the current one included.
CREATE TABLE maintenance_versions (
    maintenance_id TEXT NOT NULL REFERENCES maintenances (id),
    version INTEGER NOT NULL CHECK (version >= 1),
    document TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (maintenance_id, version)
) STRICT;

-- One row for each update that subscribers are told of. Only posting makes one; a migration never does.
CREATE TABLE dispatches (
    id TEXT NOT NULL PRIMARY KEY,
    update_id TEXT NOT NULL UNIQUE REFERENCES updates (id),
    created_at INTEGER NOT NULL
) STRICT;
