-- What works here: it is read from the deals alone, however many touches there are.

-- uses is what came of the plays used on the deal (coach.Uses), a part of its
-- tally. It begins with this version: what came before has no situation.
ALTER TABLE deals ADD COLUMN uses TEXT NOT NULL DEFAULT '';
-- second_on is the day of the second follow-up, '' for none.
ALTER TABLE deals ADD COLUMN second_on TEXT NOT NULL DEFAULT '';
UPDATE deals SET second_on = coalesce((SELECT t.day FROM touches t
  WHERE t.workspace = deals.workspace AND t.deal_id = deals.id AND t.direction = 'out' AND t.day >= deals.sent_on
  ORDER BY t.at, t.id LIMIT 1 OFFSET 1), '')
WHERE followups >= 2;
-- The last sleep, snoozed or paused. When one that goes on began was not kept.
ALTER TABLE deals ADD COLUMN slept_from TEXT NOT NULL DEFAULT '';
ALTER TABLE deals ADD COLUMN slept_until TEXT NOT NULL DEFAULT '';
UPDATE deals SET slept_until = max(paused_until, snoozed_until) WHERE stage = 'open' AND (paused_until <> '' OR snoozed_until <> '');
