-- What was given to whom, and who was named: nothing is given twice to one firm,
-- and nobody is asked too often to speak for us.

-- used is the library item that the words of a touch gave, or the fact of the
-- person whom they named; '' for neither.
ALTER TABLE touches ADD COLUMN used TEXT NOT NULL DEFAULT '';
-- Given: what the deals of an account had.
CREATE INDEX touches_given ON touches (workspace, deal_id, used) WHERE used <> '';
-- Named: when the facts of a person were used, of late.
CREATE INDEX touches_named ON touches (workspace, used, at) WHERE used <> '';

-- Industries, each found by a step from the one before.
CREATE INDEX accounts_by_industry ON accounts (workspace, industry) WHERE industry <> '';
