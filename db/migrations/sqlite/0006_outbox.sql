-- Messages that the bot starts by itself: each is a row before it is a message, so
-- that it is sent once whatever happens between.

CREATE TABLE outbox (
  workspace  TEXT   NOT NULL,
  key        TEXT   NOT NULL, -- what it is: nudge/U1/2026-11-23
  kind       TEXT   NOT NULL,
  recipient  TEXT   NOT NULL, -- a person or a channel
  thread     TEXT   NOT NULL, -- key of the message in whose thread it goes
  ref        TEXT   NOT NULL, -- the row that it is about
  body       TEXT   NOT NULL, -- what it says, as JSON
  state      TEXT   NOT NULL,
  why        TEXT   NOT NULL, -- why it was not sent
  next_at    BIGINT NOT NULL, -- when somebody shall take it up
  not_after  BIGINT NOT NULL, -- when it is too late to send it
  attempts   BIGINT NOT NULL,
  fired_at   BIGINT NOT NULL, -- when the last attempt began
  channel    TEXT   NOT NULL, -- where it is, once it was sent
  ts         TEXT   NOT NULL,
  sent_at    BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version    BIGINT NOT NULL,
  PRIMARY KEY (workspace, key)
);

-- What there is to do, the earliest first.
CREATE INDEX outbox_open ON outbox (workspace, next_at, key) WHERE state IN ('ready', 'sending', 'unknown', 'stale', 'editing');
-- The messages about a poll, and the message that was clicked.
CREATE INDEX outbox_about ON outbox (workspace, ref, key) WHERE ref <> '';
CREATE INDEX outbox_at ON outbox (workspace, channel, ts) WHERE ts <> '';
