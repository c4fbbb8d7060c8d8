-- The state that an operator gave a service in the place of the computed one. One row for a service; once lifted, it is gone.
-- `computed` is what the record said when it was given, `revision` the one at which it was given.
CREATE TABLE state_overrides (
    service TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('operational', 'maintenance', 'checking', 'degraded', 'partial', 'major')),
    computed TEXT NOT NULL CHECK (computed IN ('operational', 'maintenance', 'checking', 'degraded', 'partial', 'major')),
    document TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
