-- Visits at firms: who came, what was heard, what stands in the way, what was promised.

-- A visit has one row however many organisations came; its row in the ledger of contacts is the
-- organiser's. The answers of the five inventory domains are columns, so that they can be summed.
CREATE TABLE visit (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  organisation BLOB NOT NULL,
  by_organisation BLOB NOT NULL,
  by_name TEXT NOT NULL,
  contact BLOB NOT NULL,
  held_on TEXT NOT NULL,
  topic TEXT NOT NULL,
  state TEXT NOT NULL,
  education TEXT,
  retirements_one_year INTEGER,
  retirements_three_years INTEGER,
  retirements_five_years INTEGER,
  mentors INTEGER,
  theses INTEGER,
  climate INTEGER,
  reported_by_name TEXT,
  reported_at INTEGER,
  feedback TEXT,
  feedback_by_name TEXT,
  feedback_at INTEGER,
  useful INTEGER,
  listened INTEGER,
  again INTEGER,
  rated_at INTEGER,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, contact) REFERENCES contact (county, id),
  CONSTRAINT visit_state_known
    CHECK (state IN ('planned', 'held', 'reported', 'cancelled', 'missed')),
  CONSTRAINT visit_climate_graded CHECK (climate IS NULL OR (climate >= 1 AND climate <= 6))
) STRICT;
CREATE INDEX visit_by_organisation ON visit (county, organisation, held_on);
CREATE INDEX visit_by_day ON visit (county, held_on, id);

-- The organisations that came, the organiser among them.
CREATE TABLE visit_party (
  county TEXT NOT NULL,
  visit BLOB NOT NULL,
  organisation BLOB NOT NULL,
  role TEXT,
  PRIMARY KEY (county, visit, organisation),
  FOREIGN KEY (county, visit) REFERENCES visit (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id)
) STRICT;
CREATE INDEX visit_party_by_organisation ON visit_party (county, organisation, visit);

-- What stands in a firm's way, and what the committee that answers for it says.
CREATE TABLE visit_obstacle (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  visit BLOB NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  municipality TEXT NOT NULL,
  committee TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  answer TEXT,
  answered_by_name TEXT,
  answered_at INTEGER,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, visit) REFERENCES visit (county, id),
  CONSTRAINT visit_obstacle_answer_whole CHECK ((answer IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX visit_obstacle_by_visit ON visit_obstacle (county, visit);
CREATE INDEX visit_obstacle_by_age ON visit_obstacle (county, sent_at, id);

-- What the firm was promised at a visit.
CREATE TABLE visit_promise (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  visit BLOB NOT NULL,
  by_organisation BLOB NOT NULL,
  by_name TEXT NOT NULL,
  words TEXT NOT NULL,
  due_on TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  kept_at INTEGER,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, visit) REFERENCES visit (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id)
) STRICT;
CREATE INDEX visit_promise_by_visit ON visit_promise (county, visit);

-- Which committee of a municipality answers for which kind of obstacle.
CREATE TABLE committee (
  county TEXT NOT NULL,
  municipality TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (county, municipality, kind),
  FOREIGN KEY (county, municipality) REFERENCES municipality (county, code)
) STRICT;
