CREATE TABLE account_words (
  workspace  TEXT NOT NULL,
  word       TEXT NOT NULL,
  search_key TEXT NOT NULL,
  account_id TEXT NOT NULL,
  PRIMARY KEY (workspace, word, search_key, account_id)
) WITHOUT ROWID;

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

CREATE INDEX accounts_by_industry ON accounts (workspace, industry) WHERE industry <> '';

CREATE INDEX accounts_by_search_key ON accounts (workspace, search_key, id);

CREATE UNIQUE INDEX accounts_by_strict_key ON accounts (workspace, strict_key);

CREATE TABLE audit (
  workspace TEXT   NOT NULL,
  at        BIGINT NOT NULL,
  n         BIGINT NOT NULL, -- which of one millisecond, from 1
  actor     TEXT   NOT NULL, -- Slack user id; import, operator, slack, coach
  verb      TEXT   NOT NULL, -- touch.log, deal.snooze
  about     TEXT   NOT NULL, -- id of the deal, else of the account; '' is neither
  body      TEXT   NOT NULL, -- what was added, changed and removed, as JSON
  PRIMARY KEY (workspace, at, n)
) WITHOUT ROWID;

CREATE TABLE changes (
  workspace TEXT   NOT NULL,
  key       TEXT   NOT NULL,
  actor     TEXT   NOT NULL,
  verb      TEXT   NOT NULL,
  ref       TEXT   NOT NULL,
  at        BIGINT NOT NULL,
  PRIMARY KEY (workspace, key)
) WITHOUT ROWID;

CREATE INDEX changes_by_time ON changes (workspace, at);

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

CREATE INDEX contacts_by_account ON contacts (workspace, account_id, main DESC, created_at, id);

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
  version       BIGINT  NOT NULL, homework_by TEXT NOT NULL DEFAULT '', uses TEXT NOT NULL DEFAULT '', second_on TEXT NOT NULL DEFAULT '', slept_from TEXT NOT NULL DEFAULT '', slept_until TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, account_id) REFERENCES accounts (workspace, id)
);

CREATE INDEX deals_by_account ON deals (workspace, account_id, (stage <> 'open'), sent_on DESC, id, rep_id);

CREATE INDEX deals_by_name ON deals (workspace, name_key, (stage <> 'open'), sent_on DESC, id, rep_id);

CREATE INDEX deals_by_rep ON deals (workspace, rep_id, (stage <> 'open'), sent_on DESC, id, name_key);

CREATE INDEX deals_by_rep_name ON deals (workspace, rep_name, (stage <> 'open'), sent_on DESC, id);

CREATE INDEX deals_by_sent ON deals (workspace, (stage <> 'open'), sent_on DESC, id);

CREATE UNIQUE INDEX deals_by_source ON deals (workspace, source, external_id) WHERE external_id <> '';

CREATE INDEX deals_open ON deals (workspace, rep_id, id) WHERE stage = 'open';

CREATE INDEX deals_revisit ON deals (workspace, rep_id, revisit_on) WHERE revisit_on <> '' AND stage <> 'open';

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
  added_at   BIGINT NOT NULL, person TEXT NOT NULL DEFAULT '', consent BOOLEAN NOT NULL DEFAULT FALSE, ask_as TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (workspace, id),
  FOREIGN KEY (workspace, account_id) REFERENCES accounts (workspace, id)
);

CREATE INDEX facts_by_account ON facts (workspace, account_id, added_at, id);

CREATE INDEX facts_of_people ON facts (workspace, person, added_at, id) WHERE person <> '';

CREATE INDEX facts_told ON facts (workspace, added_at, id) WHERE kind IN ('real_reason', 'story', 'result');

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

CREATE INDEX library_by_time ON library (workspace, added_at, id);

CREATE TABLE migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL);

CREATE TABLE nudges (
  workspace TEXT   NOT NULL,
  rep_id    TEXT   NOT NULL,
  day       TEXT   NOT NULL, -- in the rep's calendar
  deal_id   TEXT   NOT NULL,
  place     BIGINT NOT NULL, -- in the message, from 1
  step      TEXT   NOT NULL, -- what it reminded of
  times     BIGINT NOT NULL, -- how often in a row for this step, this one included
  touches   BIGINT NOT NULL, -- touches of the deal when it was planned
  outcome   TEXT   NOT NULL, -- '' while it is open, acted, ignored
  PRIMARY KEY (workspace, rep_id, day, deal_id)
) WITHOUT ROWID;

CREATE INDEX nudges_of_deal ON nudges (workspace, deal_id, day);

CREATE INDEX nudges_open ON nudges (workspace, rep_id, day, place) WHERE outcome = '';

CREATE INDEX nudges_settled ON nudges (workspace, day, rep_id, outcome) WHERE outcome <> '';

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

CREATE INDEX outbox_about ON outbox (workspace, ref, key) WHERE ref <> '';

CREATE INDEX outbox_at ON outbox (workspace, channel, ts) WHERE ts <> '';

CREATE INDEX outbox_dead ON outbox (workspace, updated_at) WHERE state = 'dead';

CREATE INDEX outbox_open ON outbox (workspace, next_at, key) WHERE state IN ('ready', 'sending', 'unknown', 'stale', 'editing');

CREATE INDEX outbox_said ON outbox (workspace, updated_at, key) WHERE state IN ('sent', 'skipped', 'dead') AND body <> '';

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

CREATE INDEX polls_by_time ON polls (workspace, kind, opened_at, id);

CREATE UNIQUE INDEX polls_open ON polls (workspace, kind) WHERE state <> 'closed';

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
  updated_at  BIGINT  NOT NULL, own_zone TEXT NOT NULL DEFAULT '', work_days TEXT NOT NULL DEFAULT '', nudge_at TEXT NOT NULL DEFAULT '', quiet TEXT NOT NULL DEFAULT '', nudge_kept TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (workspace, id)
);

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

CREATE TABLE settings (
  workspace TEXT NOT NULL,
  name      TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (workspace, name)
) WITHOUT ROWID;

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

CREATE INDEX tasks_of_deal ON tasks (workspace, deal_id, (done_at <> 0), due_on, id);

CREATE INDEX tasks_of_rep ON tasks (workspace, rep_id, due_on, id) WHERE done_at = 0;

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
  logged_at  BIGINT NOT NULL, situation BIGINT NOT NULL DEFAULT 0, used TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (workspace, deal_id, at, id),
  FOREIGN KEY (workspace, deal_id) REFERENCES deals (workspace, id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX touches_by_id ON touches (workspace, id);

CREATE INDEX touches_given ON touches (workspace, deal_id, used) WHERE used <> '';

CREATE INDEX touches_named ON touches (workspace, used, at) WHERE used <> '';

CREATE UNIQUE INDEX touches_of_message ON touches (workspace, message, deal_id) WHERE message <> '';

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

CREATE TABLE word_slips (
  workspace TEXT NOT NULL,
  slip      TEXT NOT NULL,
  word      TEXT NOT NULL,
  PRIMARY KEY (workspace, slip, word)
) WITHOUT ROWID;

CREATE TABLE words (
  workspace TEXT NOT NULL,
  word      TEXT NOT NULL,
  PRIMARY KEY (workspace, word)
) WITHOUT ROWID;

