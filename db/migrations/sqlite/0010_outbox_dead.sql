-- What was given up, for whoever watches: there is little of it, and nobody reads the rest.
CREATE INDEX outbox_dead ON outbox (workspace, updated_at) WHERE state = 'dead';
