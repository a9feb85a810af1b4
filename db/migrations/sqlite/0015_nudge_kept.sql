-- The time of somebody's reminders, kept while they are turned off.

ALTER TABLE reps ADD COLUMN nudge_kept TEXT NOT NULL DEFAULT ''; -- 08:30; '' is the team's, or reminders are on
