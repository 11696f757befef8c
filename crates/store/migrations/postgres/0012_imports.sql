-- Answers given elsewhere, read from files. A file's rows are tried beside everything else; when
-- somebody has confirmed, they become mappings and needs in one transaction, or none of them does.

ALTER TABLE mapping ADD COLUMN source TEXT NOT NULL DEFAULT 'samkraft';
ALTER TABLE mapping ADD COLUMN external_reference TEXT;
CREATE INDEX mapping_by_source ON mapping (county, source, id);

CREATE TABLE import (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  by_organisation UUID NOT NULL,
  by_person UUID NOT NULL,
  by_role TEXT NOT NULL,
  by_name TEXT NOT NULL,
  source TEXT NOT NULL,
  file_name TEXT NOT NULL,
  format TEXT NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL,
  heading TEXT NOT NULL,
  columns TEXT NOT NULL,
  year BIGINT NOT NULL,
  adds_firms BOOLEAN NOT NULL,
  row_count BIGINT NOT NULL,
  done_count BIGINT NOT NULL,
  fault_count BIGINT NOT NULL,
  need_count BIGINT NOT NULL,
  coded_count BIGINT NOT NULL,
  duplicate_count BIGINT NOT NULL,
  mapping_count BIGINT NOT NULL,
  firm_count BIGINT NOT NULL,
  new_firm_count BIGINT NOT NULL,
  trouble TEXT,
  leased_until_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  done_at BIGINT,
  undone_at BIGINT,
  undone_by_name TEXT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  CONSTRAINT import_state_known CHECK (state IN ('reading', 'columns', 'checking', 'checked',
    'importing', 'indexing', 'done', 'undone', 'refused', 'abandoned')),
  CONSTRAINT import_done_has_time
    CHECK (state NOT IN ('indexing', 'done', 'undone') OR done_at IS NOT NULL),
  CONSTRAINT import_undone_whole CHECK ((state = 'undone') = (undone_at IS NOT NULL))
);
CREATE INDEX import_by_age ON import (county, created_at, id);
CREATE INDEX import_by_digest ON import (county, digest);
CREATE INDEX import_at_work ON import (updated_at, id)
  WHERE state IN ('reading', 'checking', 'importing', 'indexing');

-- The rows as the file has them, until they have been taken in.
CREATE TABLE import_row (
  county TEXT NOT NULL,
  import UUID NOT NULL,
  position BIGINT NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (county, import, position),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
);

-- What is wrong with the rows: the first thousand things.
CREATE TABLE import_fault (
  county TEXT NOT NULL,
  import UUID NOT NULL,
  number BIGINT NOT NULL,
  position BIGINT NOT NULL,
  field TEXT NOT NULL,
  code TEXT NOT NULL,
  said TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (county, import, number),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
);

-- Firms that the import brings along.
CREATE TABLE import_firm (
  county TEXT NOT NULL,
  import UUID NOT NULL,
  organisation UUID NOT NULL,
  org_number TEXT NOT NULL,
  name TEXT NOT NULL,
  municipality TEXT NOT NULL,
  sector TEXT NOT NULL,
  PRIMARY KEY (county, import, organisation),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
);

-- Goals, and with them the mappings: the first goal of a mapping has position 0.
CREATE TABLE import_goal (
  county TEXT NOT NULL,
  import UUID NOT NULL,
  goal UUID NOT NULL,
  mapping UUID NOT NULL,
  organisation UUID NOT NULL,
  reference TEXT,
  position BIGINT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (county, import, goal),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
);
CREATE INDEX import_goal_by_mapping ON import_goal (county, mapping);

-- Each row as the need it becomes, with the ids it will have. Kept as long as the import: from here
-- its rows are written out again.
CREATE TABLE import_need (
  county TEXT NOT NULL,
  import UUID NOT NULL,
  position BIGINT NOT NULL,
  need UUID NOT NULL,
  organisation UUID NOT NULL,
  mapping UUID NOT NULL,
  goal UUID NOT NULL,
  year BIGINT NOT NULL,
  words TEXT NOT NULL,
  kind TEXT NOT NULL,
  persons BIGINT NOT NULL,
  start_by_on TEXT,
  severity TEXT NOT NULL,
  ssyk TEXT,
  occupation TEXT,
  coding TEXT,
  said TEXT NOT NULL,
  PRIMARY KEY (county, import, position),
  FOREIGN KEY (county, import) REFERENCES import (county, id)
);
CREATE INDEX import_need_by_need ON import_need (county, need);
CREATE INDEX import_need_by_organisation ON import_need (county, import, organisation);

-- Rows that say what is known already: shown, and counted once.
CREATE TABLE import_duplicate (
  county TEXT NOT NULL,
  import UUID NOT NULL,
  position BIGINT NOT NULL,
  need UUID NOT NULL,
  PRIMARY KEY (county, import, position),
  FOREIGN KEY (county, import) REFERENCES import (county, id),
  FOREIGN KEY (county, need) REFERENCES need (county, id)
);
CREATE INDEX import_duplicate_by_need ON import_duplicate (county, need);

-- Which column held what in the last file of each source.
CREATE TABLE import_habit (
  county TEXT NOT NULL REFERENCES county (code),
  source TEXT NOT NULL,
  columns TEXT NOT NULL,
  PRIMARY KEY (county, source)
);
