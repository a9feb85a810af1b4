-- Who changed what, when, from what to what. Rows are added, and read; nothing
-- changes them but the wish of a person to be forgotten.

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
