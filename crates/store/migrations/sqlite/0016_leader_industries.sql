-- Industries a process leader or ambassador knows: codes with a blank between, none is any.

ALTER TABLE leader ADD COLUMN industries TEXT NOT NULL DEFAULT '';
