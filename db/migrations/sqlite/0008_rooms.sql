-- Channels of Slack that we are in (a touch has a channel, too, so they are rooms), and when each wants its digest.

CREATE TABLE rooms (
  workspace  TEXT   NOT NULL,
  id         TEXT   NOT NULL,
  name       TEXT   NOT NULL,
  digest_at  TEXT   NOT NULL, -- a time (09:00), on (the usual time) or off; '' is nobody has said
  zone       TEXT   NOT NULL, -- of the digest; '' is the workspace's
  set_by     TEXT   NOT NULL, -- who turned it on or off
  set_at     BIGINT NOT NULL,
  cheered_on TEXT   NOT NULL, -- the day of the last line that said all is well
  greeted_at BIGINT NOT NULL, -- when we said hello there
  left_at    BIGINT NOT NULL, -- when we were put out of it, or it was archived
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;
