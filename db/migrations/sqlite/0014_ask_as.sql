-- Ask it as: the question that a rep would ask about a fact, in their own words.
ALTER TABLE facts ADD COLUMN ask_as TEXT NOT NULL DEFAULT '';
