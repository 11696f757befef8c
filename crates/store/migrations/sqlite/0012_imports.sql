-- Answers given elsewhere, read from files. A file's rows are tried beside everything else; when
-- somebody has confirmed, they become mappings and needs in one transaction, or none of them does.

ALTER TABLE mapping ADD COLUMN source TEXT NOT NULL DEFAULT 'samkraft';
ALTER TABLE mapping ADD COLUMN external_reference TEXT;
CREATE INDEX mapping_by_source ON mapping (county, source, id);

CREATE TABLE import (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  by_organisation BLOB NOT NULL,
  by_person BLOB NOT NULL,
  by_role TEXT NOT NULL,
  by_name TEXT NOT NULL,
  source TEXT NOT NULL,
  file_name TEXT NOT NULL,
  format TEXT NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL,
  heading TEXT NOT NULL,
  columns TEXT NOT NULL,
  year INTEGER NOT NULL,
  adds_firms INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  done_count INTEGER NOT NULL,
  fault_count INTEGER NOT NULL,
  need_count INTEGER NOT NULL,
  coded_count INTEGER NOT NULL,
  duplicate_count INTEGER NOT NULL,
  mapping_count INTEGER NOT NULL,
  firm_count INTEGER NOT NULL,
  new_firm_count INTEGER NOT NULL,
  trouble TEXT,
  leased_until_at INTEGER,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  done_at INTEGER,
  undone_at INTEGER,
  undone_by_name TEXT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  CONSTRAINT import_state_known CHECK (state IN ('reading', 'columns', 'checking', 'checked',
    'importing', 'indexing', 'done', 'undone', 'refused', 'abandoned')),
  CONSTRAINT import_done_has_time
    CHECK (state NOT IN ('indexing', 'done', 'undone') OR done_at IS NOT NULL),
  CONSTRAINT import_undone_whole CHECK ((state = 'undone') = (undone_at IS NOT NULL))
) STRICT;
CREATE INDEX import_by_age ON import (county, created_at, id);
CREATE INDEX import_by_digest ON import (county, digest);
CREATE INDEX import_at_work ON import (updated_at, id)
  WHERE state IN ('reading', 'checking', 'importing', 'indexing');

-- The rows as the file has them, until they have been taken in.
CREATE TABLE import_row (
  county TEXT NOT NULL,
  import BLOB NOT NULL,
  position INTEGER NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (county, import, position),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
) STRICT;

-- What is wrong with the rows: the first thousand things.
CREATE TABLE import_fault (
  county TEXT NOT NULL,
  import BLOB NOT NULL,
  number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  code TEXT NOT NULL,
  said TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (county, import, number),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
) STRICT;

-- Firms that the import brings along.
CREATE TABLE import_firm (
  county TEXT NOT NULL,
  import BLOB NOT NULL,
  organisation BLOB NOT NULL,
  org_number TEXT NOT NULL,
  name TEXT NOT NULL,
  municipality TEXT NOT NULL,
  sector TEXT NOT NULL,
  PRIMARY KEY (county, import, organisation),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
) STRICT;

-- Goals, and with them the mappings: the first goal of a mapping has position 0.
CREATE TABLE import_goal (
  county TEXT NOT NULL,
  import BLOB NOT NULL,
  goal BLOB NOT NULL,
  mapping BLOB NOT NULL,
  organisation BLOB NOT NULL,
  reference TEXT,
  position INTEGER NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (county, import, goal),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
) STRICT;
CREATE INDEX import_goal_by_mapping ON import_goal (county, mapping);

-- Each row as the need it becomes, with the ids it will have. Kept as long as the import: from here
-- its rows are written out again.
CREATE TABLE import_need (
  county TEXT NOT NULL,
  import BLOB NOT NULL,
  position INTEGER NOT NULL,
  need BLOB NOT NULL,
  organisation BLOB NOT NULL,
  mapping BLOB NOT NULL,
  goal BLOB NOT NULL,
  year INTEGER NOT NULL,
  words TEXT NOT NULL,
  kind TEXT NOT NULL,
  persons INTEGER NOT NULL,
  start_by_on TEXT,
  severity TEXT NOT NULL,
  ssyk TEXT,
  occupation TEXT,
  coding TEXT,
  said TEXT NOT NULL,
  PRIMARY KEY (county, import, position),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
) STRICT;
CREATE INDEX import_need_by_need ON import_need (county, need);
CREATE INDEX import_need_by_organisation ON import_need (county, import, organisation);

-- Rows that say what is known already: shown, and counted once.
CREATE TABLE import_duplicate (
  county TEXT NOT NULL,
  import BLOB NOT NULL,
  position INTEGER NOT NULL,
  need BLOB NOT NULL,
  PRIMARY KEY (county, import, position),
  FOREIGN KEY (county, import) REFERENCES import (county, id),
  FOREIGN KEY (county, need) REFERENCES need (county, id)
) STRICT;
CREATE INDEX import_duplicate_by_need ON import_duplicate (county, need);

-- Which column held what in the last file of each source.
CREATE TABLE import_habit (
  county TEXT NOT NULL REFERENCES county (code),
  source TEXT NOT NULL,
  columns TEXT NOT NULL,
  PRIMARY KEY (county, source)
) STRICT;
