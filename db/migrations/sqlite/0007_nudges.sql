-- Private reminders: what each person set about them, and which deal was in which.

ALTER TABLE reps ADD COLUMN own_zone TEXT NOT NULL DEFAULT '';  -- instead of Slack's
ALTER TABLE reps ADD COLUMN work_days TEXT NOT NULL DEFAULT ''; -- 1-5; '' is the team's
ALTER TABLE reps ADD COLUMN nudge_at TEXT NOT NULL DEFAULT '';  -- 08:30, or off; '' is the team's
ALTER TABLE reps ADD COLUMN quiet TEXT NOT NULL DEFAULT '';     -- 18:00-08:00; '' is the team's

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

-- Closed files that somebody wants to look at again.
CREATE INDEX deals_revisit ON deals (workspace, rep_id, revisit_on) WHERE revisit_on <> '' AND stage <> 'open';

-- What no later nudge has settled yet.
CREATE INDEX nudges_open ON nudges (workspace, rep_id, day, place) WHERE outcome = '';
-- How much was acted on, by rep.
CREATE INDEX nudges_settled ON nudges (workspace, day, rep_id, outcome) WHERE outcome <> '';
-- The last nudges of a deal.
CREATE INDEX nudges_of_deal ON nudges (workspace, deal_id, day);
