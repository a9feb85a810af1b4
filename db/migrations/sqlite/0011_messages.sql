-- Touches that were logged from a message of Slack.

-- message is where it stands, channel and timestamp; '' for none.
ALTER TABLE touches ADD COLUMN message TEXT NOT NULL DEFAULT '';
-- One message is one touch of a deal, however often it is logged; and TouchesFrom.
CREATE UNIQUE INDEX touches_of_message ON touches (workspace, message, deal_id) WHERE message <> '';
