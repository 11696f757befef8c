-- Events where people meet, on site or online, and who comes.

-- What an event says and where it stands: `held` is never stored, it follows from `ends_at`.
-- Without a network it is for everyone; without seats for as many as want to come. `opened_at` is
-- when others could first see it. `sequence` is the version calendars know, `line` the last place
-- given in its line: whoever signs up, changes or cancels takes the next, so that one does it at a
-- time.
CREATE TABLE gathering (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  organisation BLOB NOT NULL,
  network BLOB,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  sign_up_until_on TEXT NOT NULL,
  place TEXT,
  municipality TEXT,
  link TEXT,
  price TEXT,
  seats INTEGER,
  state TEXT NOT NULL,
  reason TEXT,
  outcome TEXT,
  outcome_words TEXT,
  came INTEGER,
  by_name TEXT NOT NULL,
  ended_by_name TEXT,
  opened_at INTEGER,
  ended_at INTEGER,
  told_at INTEGER,
  sequence INTEGER NOT NULL,
  line INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, network) REFERENCES network (county, id),
  CONSTRAINT gathering_kind_known CHECK (kind IN
    ('network-meeting', 'seminar', 'workshop', 'course', 'study-visit', 'fair')),
  CONSTRAINT gathering_state_known CHECK (state IN ('draft', 'open', 'closed', 'cancelled')),
  CONSTRAINT gathering_time_in_order CHECK (starts_at < ends_at),
  CONSTRAINT gathering_is_somewhere CHECK (place IS NOT NULL OR link IS NOT NULL),
  CONSTRAINT gathering_has_seats CHECK (seats IS NULL OR seats > 0),
  CONSTRAINT gathering_closed_with_outcome CHECK (
    (state = 'closed') = (outcome IS NOT NULL) AND (outcome IS NULL) = (outcome_words IS NULL)),
  CONSTRAINT gathering_outcome_known CHECK (
    outcome IS NULL OR outcome IN ('decision', 'need', 'action', 'none')),
  CONSTRAINT gathering_cancelled_with_reason CHECK ((state = 'cancelled') = (reason IS NOT NULL)),
  CONSTRAINT gathering_opened_by_then CHECK (
    state IN ('draft', 'cancelled') OR opened_at IS NOT NULL)
) STRICT;
CREATE INDEX gathering_by_end ON gathering (county, ends_at, id);
CREATE INDEX gathering_by_organisation ON gathering (county, organisation, ends_at);
CREATE INDEX gathering_by_municipality ON gathering (county, municipality, ends_at);
CREATE INDEX gathering_by_outcome ON gathering (state, ends_at, told_at);

-- Who comes from an organisation: how many, and one to ask. Those that wait stand by `line`.
CREATE TABLE sign_up (
  county TEXT NOT NULL,
  gathering BLOB NOT NULL,
  organisation BLOB NOT NULL,
  persons INTEGER NOT NULL,
  mandate TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_email TEXT NOT NULL,
  state TEXT NOT NULL,
  line INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, gathering, organisation),
  FOREIGN KEY (county, gathering) REFERENCES gathering (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT sign_up_of_somebody CHECK (persons > 0),
  CONSTRAINT sign_up_mandate_known CHECK (mandate IN ('decides', 'prepares', 'listens')),
  CONSTRAINT sign_up_state_known CHECK (state IN ('seated', 'waiting'))
) STRICT;
CREATE UNIQUE INDEX sign_up_by_line ON sign_up (county, gathering, state, line);
CREATE INDEX sign_up_by_organisation ON sign_up (county, organisation, gathering);
