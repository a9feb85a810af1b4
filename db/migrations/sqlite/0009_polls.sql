-- Questions of a manager to the team: which deals are dead, and how to add value.

CREATE TABLE polls (
  workspace   TEXT   NOT NULL,
  id          TEXT   NOT NULL,
  kind        TEXT   NOT NULL, -- deadleads, ideas
  state       TEXT   NOT NULL, -- open, closed
  asked_by    TEXT   NOT NULL, -- the manager
  channel     TEXT   NOT NULL, -- where it was opened
  body        TEXT   NOT NULL, -- the question as it was asked, as JSON
  opened_at   BIGINT NOT NULL,
  closes_at   BIGINT NOT NULL, -- when it closes by itself
  reminded_at BIGINT NOT NULL,
  closed_at   BIGINT NOT NULL,
  version     BIGINT NOT NULL,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;

-- Open polls, of which a team has one of each kind.
CREATE INDEX polls_open ON polls (workspace, closes_at, id) WHERE state = 'open';
CREATE INDEX polls_by_time ON polls (workspace, opened_at, id);

CREATE TABLE votes (
  workspace TEXT   NOT NULL,
  poll_id   TEXT   NOT NULL,
  rep_id    TEXT   NOT NULL,
  deal_id   TEXT   NOT NULL, -- what was asked about; an idea's own id
  choice    TEXT   NOT NULL, -- '' not answered yet, alive, dead, help
  text      TEXT   NOT NULL, -- the next step, what help is needed, or the idea
  day       TEXT   NOT NULL, -- of the next step
  at        BIGINT NOT NULL, -- of the answer
  PRIMARY KEY (workspace, poll_id, rep_id, deal_id),
  FOREIGN KEY (workspace, poll_id) REFERENCES polls (workspace, id)
) WITHOUT ROWID;
