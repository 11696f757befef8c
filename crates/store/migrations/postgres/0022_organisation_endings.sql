-- How organisations end, and the numbers they have had.

-- The first day without it; what is known of that stands in `organisation_ending`.
ALTER TABLE organisation ADD COLUMN ended_on TEXT;

-- That an organisation has ended. The numbers say how much was open then and was closed with it, or
-- moved to the one it has gone into. One that was taken back stays and says so.
CREATE TABLE organisation_ending (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  organisation UUID NOT NULL,
  kind TEXT NOT NULL,
  ended_on TEXT NOT NULL,
  words TEXT NOT NULL,
  successor UUID,
  place TEXT,
  needs BIGINT NOT NULL,
  mappings BIGINT NOT NULL,
  planned BIGINT NOT NULL,
  pools BIGINT NOT NULL,
  by_organisation UUID NOT NULL,
  by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  undone_at BIGINT,
  undone_by_name TEXT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, successor) REFERENCES organisation (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  CONSTRAINT organisation_ending_kind_known CHECK (kind IN ('ceased', 'merged', 'left')),
  CONSTRAINT organisation_ending_merged_somewhere
    CHECK ((kind = 'merged') = (successor IS NOT NULL)),
  CONSTRAINT organisation_ending_left_for_somewhere CHECK ((kind = 'left') = (place IS NOT NULL)),
  CONSTRAINT organisation_ending_not_into_itself
    CHECK (successor IS NULL OR successor <> organisation),
  CONSTRAINT organisation_ending_undone_whole
    CHECK ((undone_at IS NULL) = (undone_by_name IS NULL))
);
CREATE UNIQUE INDEX organisation_ending_once ON organisation_ending (county, organisation)
  WHERE undone_at IS NULL;
CREATE INDEX organisation_ending_by_organisation
  ON organisation_ending (county, organisation, made_at);
CREATE INDEX organisation_ending_by_successor ON organisation_ending (county, successor, made_at);

-- Numbers that organisations have had. Each is kept for the one that had it: no other may take it.
CREATE TABLE former_number (
  county TEXT NOT NULL,
  org_number TEXT NOT NULL,
  organisation UUID NOT NULL,
  until_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  by_organisation UUID NOT NULL,
  by_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (county, org_number),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id)
);
CREATE INDEX former_number_by_organisation ON former_number (county, organisation, changed_at);
