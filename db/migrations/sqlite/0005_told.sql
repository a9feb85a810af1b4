-- What customers told us, newest first: why they bought, and what it brought them.
CREATE INDEX facts_told ON facts (workspace, added_at, id) WHERE kind IN ('real_reason', 'story', 'result');
