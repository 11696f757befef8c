-- Early warnings: what was found or written, the evidence, the steps taken, and when was looked.

-- A cause has one row: found again, it grows or wakes. `subject` is a code, `title` the name of an
-- occupation or the line a person has written.
CREATE TABLE signal (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  cause TEXT NOT NULL,
  kind TEXT NOT NULL,
  municipality TEXT,
  subject TEXT NOT NULL,
  title TEXT,
  words TEXT,
  state TEXT NOT NULL,
  desk UUID NOT NULL,
  due_on TEXT,
  since_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  firms BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  by_organisation UUID,
  by_name TEXT,
  ended_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, municipality) REFERENCES municipality (county, code),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  CONSTRAINT signal_cause_unique UNIQUE (county, cause),
  CONSTRAINT signal_state_known
    CHECK (state IN ('new', 'dialogue', 'measure', 'answered', 'parked', 'lapsed')),
  CONSTRAINT signal_at_work_has_day
    CHECK ((state IN ('dialogue', 'measure')) = (due_on IS NOT NULL)),
  CONSTRAINT signal_ended_when
    CHECK ((state IN ('answered', 'parked', 'lapsed')) = (ended_at IS NOT NULL))
);
CREATE INDEX signal_by_age ON signal (county, created_at, id);
CREATE INDEX signal_by_desk ON signal (county, desk, state, due_on);
CREATE INDEX signal_by_kind ON signal (county, kind, state);
CREATE INDEX signal_by_municipality ON signal (county, municipality, state);

-- What stands behind a signal; each piece once.
CREATE TABLE signal_source (
  county TEXT NOT NULL,
  signal UUID NOT NULL,
  kind TEXT NOT NULL,
  source UUID NOT NULL,
  organisation UUID,
  amount BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (county, signal, kind, source),
  FOREIGN KEY (county, signal) REFERENCES signal (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id)
);
CREATE INDEX signal_source_by_organisation ON signal_source (county, organisation, signal);

-- The steps taken. Without a name it was the service: a signal woke or passed by.
CREATE TABLE signal_step (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  signal UUID NOT NULL,
  state TEXT NOT NULL,
  words TEXT,
  asked TEXT,
  desk UUID,
  due_on TEXT,
  by_organisation UUID,
  by_name TEXT,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, signal) REFERENCES signal (county, id),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id)
);
CREATE INDEX signal_step_by_signal ON signal_step (county, signal, made_at, id);
CREATE INDEX signal_step_by_desk ON signal_step (county, desk, signal);

-- The last day on which a county's causes were looked for.
CREATE TABLE signal_look (
  county TEXT NOT NULL PRIMARY KEY REFERENCES county (code),
  looked_on TEXT NOT NULL
);
