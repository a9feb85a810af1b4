-- What messages said, for whoever forgets it: those that are settled and still say it.
CREATE INDEX outbox_said ON outbox (workspace, updated_at, key) WHERE state IN ('sent', 'skipped', 'dead') AND body <> '';
