-- Every table begins its key with the workspace (Slack team id), so that
-- several can share one file and no query leaves its own.
-- Times are unix milliseconds UTC, 0 for none; dates are ISO text, '' for none.

-- The buying firms. strict_key tells two firms apart, search_key finds them;
-- both are made by package coach.
CREATE TABLE accounts (
  workspace  TEXT   NOT NULL,
  id         TEXT   NOT NULL,
  name       TEXT   NOT NULL,
  industry   TEXT   NOT NULL,
  strict_key TEXT   NOT NULL,
  search_key TEXT   NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (workspace, id)
);
-- One firm once; and AccountNamed.
CREATE UNIQUE INDEX accounts_by_strict_key ON accounts (workspace, strict_key);
-- FindAccounts by whole key and by its beginning, in its order.
CREATE INDEX accounts_by_search_key ON accounts (workspace, search_key, id);

-- Which accounts have a word in their search key. The key stands here again so
-- that the first twenty of a popular word are read in order, without the rest.
CREATE TABLE account_words (
  workspace  TEXT NOT NULL,
  word       TEXT NOT NULL,
  search_key TEXT NOT NULL,
  account_id TEXT NOT NULL,
  PRIMARY KEY (workspace, word, search_key, account_id)
) WITHOUT ROWID;

-- Each word once, so that a beginning finds words, not the accounts behind them.
CREATE TABLE words (
  workspace TEXT NOT NULL,
  word      TEXT NOT NULL,
  PRIMARY KEY (workspace, word)
) WITHOUT ROWID;

-- Each word under the spellings by which it is found when misspelt (coach.Slips).
CREATE TABLE word_slips (
  workspace TEXT NOT NULL,
  slip      TEXT NOT NULL,
  word      TEXT NOT NULL,
  PRIMARY KEY (workspace, slip, word)
) WITHOUT ROWID;

CREATE TABLE contacts (
  workspace  TEXT    NOT NULL,
  id         TEXT    NOT NULL,
  account_id TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  role       TEXT    NOT NULL,
  email      TEXT    NOT NULL,
  phone      TEXT    NOT NULL,
  zone       TEXT    NOT NULL,
  opted_out  BOOLEAN NOT NULL,
  main       BOOLEAN NOT NULL,
  created_at BIGINT  NOT NULL,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, account_id) REFERENCES accounts (workspace, id)
);
-- Contacts of an account, in their order.
CREATE INDEX contacts_by_account ON contacts (workspace, account_id, main DESC, created_at, id);

-- name_key is the search key of the deal's name. The columns from touches to
-- last_outcome are the tally: what the deal's touches add up to, written in the
-- transaction of each touch, so that no list has to read touches.
CREATE TABLE deals (
  workspace     TEXT    NOT NULL,
  id            TEXT    NOT NULL,
  account_id    TEXT    NOT NULL,
  name          TEXT    NOT NULL,
  name_key      TEXT    NOT NULL,
  amount        BIGINT  NOT NULL,
  currency      TEXT    NOT NULL,
  rep_id        TEXT    NOT NULL,
  rep_name      TEXT    NOT NULL,
  stage         TEXT    NOT NULL,
  sent_on       TEXT    NOT NULL,
  source        TEXT    NOT NULL,
  external_id   TEXT    NOT NULL,
  paused_until  TEXT    NOT NULL,
  pause_reason  TEXT    NOT NULL,
  snoozed_until TEXT    NOT NULL,
  close_reason  TEXT    NOT NULL,
  real_reason   TEXT    NOT NULL,
  closed_at     BIGINT  NOT NULL,
  revisit_on    TEXT    NOT NULL,
  touches       BIGINT  NOT NULL,
  followups     BIGINT  NOT NULL,
  silence       BIGINT  NOT NULL,
  last_at       BIGINT  NOT NULL,
  last_on       TEXT    NOT NULL,
  last_answer   BIGINT  NOT NULL,
  answers       BIGINT  NOT NULL,
  ball_is_ours  BOOLEAN NOT NULL,
  opted_out     BOOLEAN NOT NULL,
  last_channel  TEXT    NOT NULL,
  last_outcome  TEXT    NOT NULL,
  created_at    BIGINT  NOT NULL,
  updated_at    BIGINT  NOT NULL,
  version       BIGINT  NOT NULL,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, account_id) REFERENCES accounts (workspace, id)
);
-- The next four serve Deals by account, by rep, by name and without a choice,
-- each in the order of its list (open first, latest sent first), so that a
-- limit ends the reading. They hold the rep or the name as well, so that who has
-- several accounts, or one rep's deals of a name, is answered from the index alone.
CREATE INDEX deals_by_account ON deals (workspace, account_id, (stage <> 'open'), sent_on DESC, id, rep_id);
CREATE INDEX deals_by_name ON deals (workspace, name_key, (stage <> 'open'), sent_on DESC, id, rep_id);
CREATE INDEX deals_by_rep ON deals (workspace, rep_id, (stage <> 'open'), sent_on DESC, id, name_key);
CREATE INDEX deals_by_sent ON deals (workspace, (stage <> 'open'), sent_on DESC, id);
-- Deals kept under an imported name, to give them to a Slack user.
CREATE INDEX deals_by_rep_name ON deals (workspace, rep_name, (stage <> 'open'), sent_on DESC, id);
-- OpenDeals, in its order: planning reads this and nothing of the closed ones.
CREATE INDEX deals_open ON deals (workspace, rep_id, id) WHERE stage = 'open';
-- A row of another system becomes one deal here; and DealBySource.
CREATE UNIQUE INDEX deals_by_source ON deals (workspace, source, external_id) WHERE external_id <> '';

-- Touches lie beside the others of their deal in order of time: the last ten
-- are one short read, and a new one writes two pages, not three.
CREATE TABLE touches (
  workspace  TEXT   NOT NULL,
  deal_id    TEXT   NOT NULL,
  at         BIGINT NOT NULL,
  id         TEXT   NOT NULL,
  contact_id TEXT   NOT NULL,
  direction  TEXT   NOT NULL,
  channel    TEXT   NOT NULL,
  outcome    TEXT   NOT NULL,
  objection  TEXT   NOT NULL,
  play_id    TEXT   NOT NULL,
  note       TEXT   NOT NULL,
  day        TEXT   NOT NULL,
  logged_by  TEXT   NOT NULL,
  logged_at  BIGINT NOT NULL,
  PRIMARY KEY (workspace, deal_id, at, id),
  FOREIGN KEY (workspace, deal_id) REFERENCES deals (workspace, id)
) WITHOUT ROWID;
-- One touch by its id (Undo).
CREATE UNIQUE INDEX touches_by_id ON touches (workspace, id);

CREATE TABLE facts (
  workspace  TEXT   NOT NULL,
  id         TEXT   NOT NULL,
  account_id TEXT   NOT NULL,
  deal_id    TEXT   NOT NULL,
  contact_id TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  text       TEXT   NOT NULL,
  say_as     TEXT   NOT NULL,
  source     TEXT   NOT NULL,
  day        TEXT   NOT NULL,
  added_by   TEXT   NOT NULL,
  added_at   BIGINT NOT NULL,
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, account_id) REFERENCES accounts (workspace, id)
);
-- Facts of an account, newest first.
CREATE INDEX facts_by_account ON facts (workspace, account_id, added_at, id);

CREATE TABLE reps (
  workspace   TEXT    NOT NULL,
  id          TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  real_name   TEXT    NOT NULL,
  email       TEXT    NOT NULL,
  zone        TEXT    NOT NULL,
  spoken_name TEXT    NOT NULL,
  callback    TEXT    NOT NULL,
  slots       TEXT    NOT NULL,
  deleted     BOOLEAN NOT NULL,
  updated_at  BIGINT  NOT NULL,
  PRIMARY KEY (workspace, id)
);

-- What every input did, by its identity: a repeated one finds itself here. Who,
-- what, when, which row; no text.
CREATE TABLE changes (
  workspace TEXT   NOT NULL,
  key       TEXT   NOT NULL,
  actor     TEXT   NOT NULL,
  verb      TEXT   NOT NULL,
  ref       TEXT   NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (workspace, key)
) WITHOUT ROWID;
-- ForgetChanges, without reading the week that stays.
CREATE INDEX changes_by_time ON changes (workspace, at);

CREATE TABLE settings (
  workspace TEXT NOT NULL,
  name      TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (workspace, name)
) WITHOUT ROWID;
