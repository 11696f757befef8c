-- Contact peace: what firms ask of those who get in touch, and contacts that go against it.

-- Why the firm counts as having asked for a contact; the reason of one that goes against a wish,
-- and which wishes those are, with a blank between.
ALTER TABLE contact ADD COLUMN asked_for TEXT;
ALTER TABLE contact ADD COLUMN forced_reason TEXT;
ALTER TABLE contact ADD COLUMN forced_over TEXT;

CREATE TABLE contact_wish (
  county TEXT NOT NULL,
  organisation UUID NOT NULL,
  quarter_limit BIGINT,
  preferred TEXT NOT NULL,
  refused TEXT NOT NULL,
  ask_for TEXT,
  said_by_name TEXT NOT NULL,
  said_on TEXT NOT NULL,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, organisation),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id)
);

CREATE TABLE quiet_period (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  organisation UUID NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  why TEXT,
  said_by_name TEXT NOT NULL,
  said_on TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT quiet_period_has_days CHECK (starts_on <= ends_on)
);
CREATE INDEX quiet_period_by_organisation ON quiet_period (county, organisation, ends_on);
