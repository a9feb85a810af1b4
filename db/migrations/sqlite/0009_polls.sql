-- Questions of a manager to the team: which deals are dead, and how to add value.

CREATE TABLE polls (
  workspace   TEXT   NOT NULL,
  id          TEXT   NOT NULL,
  kind        TEXT   NOT NULL, -- deadleads, ideas
  state       TEXT   NOT NULL, -- open, voting, closed
  asked_by    TEXT   NOT NULL, -- the manager
  body        TEXT   NOT NULL, -- whom it asks and about what, as JSON
  opened_at   BIGINT NOT NULL,
  closes_at   BIGINT NOT NULL, -- when it goes on by itself
  reminders   BIGINT NOT NULL,
  reminded_at BIGINT NOT NULL,
  closed_at   BIGINT NOT NULL,
  closed_by   TEXT   NOT NULL, -- '' is by itself
  files_at    BIGINT NOT NULL, -- when the files called dead were closed
  version     BIGINT NOT NULL,
  PRIMARY KEY (workspace, id)
) WITHOUT ROWID;

-- A team has at most one of each kind that is not closed.
CREATE UNIQUE INDEX polls_open ON polls (workspace, kind) WHERE state <> 'closed';
CREATE INDEX polls_by_time ON polls (workspace, kind, opened_at, id);

CREATE TABLE votes (
  workspace TEXT   NOT NULL,
  poll_id   TEXT   NOT NULL,
  rep_id    TEXT   NOT NULL,
  deal_id   TEXT   NOT NULL, -- what was asked about; '' is the best idea
  choice    TEXT   NOT NULL, -- '' not answered yet, alive, dead, help; an idea's id
  text      TEXT   NOT NULL, -- the next step, or what help is needed
  day       TEXT   NOT NULL, -- of the next step
  at        BIGINT NOT NULL, -- of the answer
  touches   BIGINT NOT NULL, -- of the deal, when it was asked about or answered
  fate      TEXT   NOT NULL, -- what became of its file
  PRIMARY KEY (workspace, poll_id, rep_id, deal_id),
  FOREIGN KEY (workspace, poll_id) REFERENCES polls (workspace, id)
) WITHOUT ROWID;

CREATE TABLE ideas (
  workspace TEXT   NOT NULL,
  id        TEXT   NOT NULL,
  poll_id   TEXT   NOT NULL,
  rep_id    TEXT   NOT NULL, -- whose it is
  text      TEXT   NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, poll_id) REFERENCES polls (workspace, id)
) WITHOUT ROWID;

CREATE INDEX ideas_of_poll ON ideas (workspace, poll_id, at, id);
