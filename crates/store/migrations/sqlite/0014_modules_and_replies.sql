-- Modules on and off, templates for answers, and notes on cases.

-- What a county, or a municipality of it, has decided about a module. Without a municipality it is
-- the county's own.
CREATE TABLE module_setting (
  county TEXT NOT NULL,
  municipality TEXT NOT NULL,
  module TEXT NOT NULL,
  id BLOB NOT NULL,
  state TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  evaluate_on TEXT,
  note TEXT,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, municipality, module),
  CONSTRAINT module_setting_state_known CHECK (state IN ('on', 'pilot', 'off', 'as-county')),
  CONSTRAINT module_setting_county_has_its_own CHECK (municipality <> '' OR state <> 'as-county'),
  CONSTRAINT module_setting_trial_ends CHECK (state <> 'pilot' OR evaluate_on IS NOT NULL)
) STRICT;

-- A template is a person's own, or shared by the organisation it was written in. One that has been
-- taken away waits a while, so that it can be put back.
CREATE TABLE reply_template (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  organisation BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  is_shared INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id)
) STRICT;
CREATE INDEX reply_template_by_organisation ON reply_template (county, organisation, name, id);
CREATE INDEX reply_template_by_person ON reply_template (person, county);

-- A note is read by the organisation that wrote it, and by nobody else.
CREATE TABLE case_note (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  case_file BLOB NOT NULL,
  organisation BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  by_name TEXT NOT NULL,
  body TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_file) REFERENCES case_file (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id)
) STRICT;
CREATE INDEX case_note_by_case ON case_note (county, case_file, organisation, created_at, id);
CREATE INDEX case_note_by_person ON case_note (person, county);
