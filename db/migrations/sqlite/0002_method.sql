-- What the whole method needs to know: who said that we may use their name, which
-- situation a touch was made in, who called the homework done, what the team has
-- to give, and what is still owed to somebody.

-- person is who a referrer or an advocate is; consent, that they agreed to be named.
ALTER TABLE facts ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE facts ADD COLUMN consent BOOLEAN NOT NULL DEFAULT FALSE;
-- The team's ledger of people who speak for us.
CREATE INDEX facts_of_people ON facts (workspace, person, added_at, id) WHERE person <> '';

-- situation is the row of the decision table that the advice stood on, 0 for none.
ALTER TABLE touches ADD COLUMN situation BIGINT NOT NULL DEFAULT 0;

-- The Slack user id of whoever said that the homework is enough as it is.
ALTER TABLE deals ADD COLUMN homework_by TEXT NOT NULL DEFAULT '';

-- The team's library of things worth giving. industry is '' for everybody, else as
-- the accounts' industries are called.
CREATE TABLE library (
  workspace TEXT   NOT NULL,
  id        TEXT   NOT NULL,
  text      TEXT   NOT NULL,
  link      TEXT   NOT NULL,
  theme     TEXT   NOT NULL,
  industry  TEXT   NOT NULL,
  added_by  TEXT   NOT NULL,
  added_at  BIGINT NOT NULL,
  PRIMARY KEY (workspace, id)
);
-- The library, newest first.
CREATE INDEX library_by_time ON library (workspace, added_at, id);

-- What a rep owes somebody by a day.
CREATE TABLE tasks (
  workspace TEXT   NOT NULL,
  id        TEXT   NOT NULL,
  deal_id   TEXT   NOT NULL,
  rep_id    TEXT   NOT NULL,
  kind      TEXT   NOT NULL,
  text      TEXT   NOT NULL,
  due_on    TEXT   NOT NULL,
  done_at   BIGINT NOT NULL,
  added_at  BIGINT NOT NULL,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, deal_id) REFERENCES deals (workspace, id)
);
-- What is open, of a deal and of a rep, the first due first.
CREATE INDEX tasks_of_deal ON tasks (workspace, deal_id, (done_at <> 0), due_on, id);
CREATE INDEX tasks_of_rep ON tasks (workspace, rep_id, due_on, id) WHERE done_at = 0;
