-- Pooled demand: the same need of several firms, summed with each firm's consent.

-- A pool has an owner, a next step and a deadline for as long as it lives. Its sums are those of
-- the firms that have said yes; they are written in the same transaction as what changes them.
CREATE TABLE pool (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  title TEXT NOT NULL,
  ssyk TEXT NOT NULL,
  occupation TEXT NOT NULL,
  deadline_on TEXT NOT NULL,
  next_step TEXT NOT NULL,
  next_step_on TEXT NOT NULL,
  by_organisation BLOB NOT NULL,
  by_name TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  persons INTEGER NOT NULL,
  firms INTEGER NOT NULL,
  municipalities INTEGER NOT NULL,
  figures_version INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  CONSTRAINT pool_state_known
    CHECK (state IN ('forming', 'open', 'ordered', 'answered', 'closed', 'cancelled')),
  CONSTRAINT pool_ends_with_a_reason
    CHECK (state NOT IN ('closed', 'cancelled') OR (reason IS NOT NULL AND ended_at IS NOT NULL))
) STRICT;
CREATE INDEX pool_by_age ON pool (county, created_at, id);

-- A firm in a pool: what it has answered, how, and who said it.
CREATE TABLE pool_firm (
  county TEXT NOT NULL,
  pool BLOB NOT NULL,
  organisation BLOB NOT NULL,
  consent TEXT NOT NULL,
  may_be_named INTEGER NOT NULL,
  way TEXT,
  said_by_name TEXT,
  said_on TEXT,
  recorded_by_name TEXT,
  asked_at INTEGER NOT NULL,
  answered_at INTEGER,
  version INTEGER NOT NULL,
  PRIMARY KEY (county, pool, organisation),
  FOREIGN KEY (county, pool) REFERENCES pool (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT pool_firm_consent_known CHECK (consent IN ('asked', 'yes', 'no', 'withdrawn')),
  CONSTRAINT pool_firm_answer_whole CHECK ((consent = 'asked') = (answered_at IS NULL)),
  CONSTRAINT pool_firm_way_told CHECK ((answered_at IS NULL) = (way IS NULL))
) STRICT;
CREATE INDEX pool_firm_by_organisation ON pool_firm (county, organisation, pool);

-- A firm's needs in a pool, with the persons they ask for. A need is in one pool
-- at a time.
CREATE TABLE pool_need (
  county TEXT NOT NULL,
  pool BLOB NOT NULL,
  need BLOB NOT NULL,
  organisation BLOB NOT NULL,
  persons INTEGER NOT NULL,
  standing TEXT NOT NULL,
  PRIMARY KEY (county, pool, need),
  FOREIGN KEY (county, pool, organisation) REFERENCES pool_firm (county, pool, organisation),
  FOREIGN KEY (county, need) REFERENCES need (county, id),
  CONSTRAINT pool_need_standing_known CHECK (standing IN ('in', 'left', 'ended'))
) STRICT;
CREATE UNIQUE INDEX pool_need_once ON pool_need (county, need) WHERE standing = 'in';

-- What a pool's figures were, and from when: every change after it was opened.
CREATE TABLE pool_figures (
  county TEXT NOT NULL,
  pool BLOB NOT NULL,
  version INTEGER NOT NULL,
  persons INTEGER NOT NULL,
  firms INTEGER NOT NULL,
  municipalities INTEGER NOT NULL,
  why TEXT NOT NULL,
  counted_at INTEGER NOT NULL,
  PRIMARY KEY (county, pool, version),
  FOREIGN KEY (county, pool) REFERENCES pool (county, id)
) STRICT;
