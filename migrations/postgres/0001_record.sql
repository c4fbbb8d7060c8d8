-- What the portal publishes: who speaks, incidents with their updates, maintenances, and what is to be sent.
-- COLLATE "C": bytes are compared, as SQLite does, whatever the language of the server.
-- Keys are named <table>_<columns>, so that a conflict bears the same name on both databases.

-- One row. `revision` counts committed changes of what readers see; `database_id` names this database for ever.
CREATE TABLE revision (
    id BIGINT NOT NULL CONSTRAINT revision_id PRIMARY KEY CHECK (id = 1),
    revision BIGINT NOT NULL CHECK (revision >= 0),
    database_id TEXT NOT NULL
);

INSERT INTO revision (id, revision, database_id)
VALUES (1, 0, gen_random_uuid()::text);

-- One row: the provider and its catalogue of services.
CREATE TABLE portal (
    id BIGINT NOT NULL CONSTRAINT portal_id PRIMARY KEY CHECK (id = 1),
    provider TEXT NOT NULL,
    catalogue TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    saved_at BIGINT NOT NULL
);

-- The columns beside the document repeat what lists are selected and ordered by.
CREATE TABLE incidents (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT incidents_id PRIMARY KEY,
    reference TEXT COLLATE "C" NOT NULL CONSTRAINT incidents_reference UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('investigating', 'responding', 'partial', 'monitoring', 'recovered', 'withdrawn')),
    severity TEXT NOT NULL CHECK (severity IN ('none', 'minor', 'major', 'critical')),
    exercise BOOLEAN NOT NULL,
    started_at BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    last_posted_at BIGINT,
    document TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    revision BIGINT NOT NULL
);
CREATE INDEX incidents_by_revision ON incidents (revision, id);
CREATE INDEX incidents_by_start ON incidents (started_at, id);
CREATE INDEX incidents_open ON incidents (started_at, id) WHERE state NOT IN ('recovered', 'withdrawn');

-- Every version of every incident, the current one included.
CREATE TABLE incident_versions (
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    version BIGINT NOT NULL CHECK (version >= 1),
    document TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT NOT NULL,
    CONSTRAINT incident_versions_incident_id_version PRIMARY KEY (incident_id, version)
);

-- `submission` is made by the form, so that sending it twice posts one update.
CREATE TABLE updates (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT updates_id PRIMARY KEY,
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    sequence BIGINT NOT NULL CHECK (sequence BETWEEN 1 AND 5000),
    key TEXT COLLATE "C" NOT NULL,
    number BIGINT CHECK (number >= 1),
    kind TEXT NOT NULL CHECK (kind IN (
        'first_notice', 'update', 'recurrence', 'recovery_notice', 'interim_report', 'final_report',
        'withdrawal', 'correction', 'notice'
    )),
    state TEXT NOT NULL CHECK (state IN ('investigating', 'responding', 'partial', 'monitoring', 'recovered', 'withdrawn')),
    posted_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    submission TEXT COLLATE "C" CONSTRAINT updates_submission UNIQUE,
    CONSTRAINT updates_incident_id_sequence UNIQUE (incident_id, sequence),
    CONSTRAINT updates_incident_id_key UNIQUE (incident_id, key),
    CONSTRAINT updates_incident_id_number UNIQUE (incident_id, number)
);

CREATE TABLE maintenances (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT maintenances_id PRIMARY KEY,
    reference TEXT COLLATE "C" NOT NULL CONSTRAINT maintenances_reference UNIQUE,
    state TEXT NOT NULL CHECK (state IN (
        'scheduled', 'in_progress', 'extended', 'verifying', 'completed', 'rescheduled', 'postponed', 'cancelled',
        'rolled_back'
    )),
    exercise BOOLEAN NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL CHECK (ends_at >= starts_at),
    document TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    revision BIGINT NOT NULL
);
CREATE INDEX maintenances_by_revision ON maintenances (revision, id);
CREATE INDEX maintenances_by_start ON maintenances (starts_at, id);
CREATE INDEX maintenances_open ON maintenances (starts_at, id)
    WHERE state NOT IN ('completed', 'cancelled', 'rolled_back');

-- Every version of every maintenance, the current one included.
CREATE TABLE maintenance_versions (
    maintenance_id TEXT COLLATE "C" NOT NULL REFERENCES maintenances (id),
    version BIGINT NOT NULL CHECK (version >= 1),
    document TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    saved_by TEXT NOT NULL,
    CONSTRAINT maintenance_versions_maintenance_id_version PRIMARY KEY (maintenance_id, version)
);

-- One row for each update that subscribers are told of. Only posting makes one; a migration never does.
CREATE TABLE dispatches (
    id TEXT COLLATE "C" NOT NULL CONSTRAINT dispatches_id PRIMARY KEY,
    update_id TEXT COLLATE "C" NOT NULL CONSTRAINT dispatches_update_id UNIQUE REFERENCES updates (id),
    created_at BIGINT NOT NULL
);
