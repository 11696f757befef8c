-- Process leaders and ambassadors, led mappings, ages of staff, and networks' campaigns.

-- Who is trained for what. Municipalities and languages are codes with a blank between; no
-- municipality is the whole county.
CREATE TABLE leader (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  organisation BLOB NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  trained_on TEXT NOT NULL,
  valid_until_on TEXT NOT NULL,
  capacity INTEGER NOT NULL,
  municipalities TEXT NOT NULL,
  languages TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT leader_once UNIQUE (county, person, organisation, kind),
  CONSTRAINT leader_kind_known CHECK (kind IN ('leader', 'ambassador')),
  CONSTRAINT leader_status_known CHECK (status IN ('trained', 'active', 'resting')),
  CONSTRAINT leader_capacity_sane CHECK (capacity >= 0),
  CONSTRAINT leader_days_follow CHECK (valid_until_on >= trained_on)
) STRICT;
CREATE INDEX leader_by_person ON leader (person);

-- Who leads which mapping, from when to when. At most one at a time.
CREATE TABLE mapping_lead (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  mapping BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  begun_by_name TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  ended_by_name TEXT,
  ended_why TEXT,
  ended_at INTEGER,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id),
  CONSTRAINT mapping_lead_end_whole CHECK ((ended_at IS NULL) = (ended_why IS NULL)),
  CONSTRAINT mapping_lead_end_named CHECK ((ended_at IS NULL) = (ended_by_name IS NULL))
) STRICT;
CREATE UNIQUE INDEX mapping_lead_now ON mapping_lead (county, mapping) WHERE ended_at IS NULL;
CREATE INDEX mapping_lead_by_mapping ON mapping_lead (county, mapping, begun_at);
CREATE INDEX mapping_lead_by_person ON mapping_lead (person, county, mapping) WHERE ended_at IS NULL;

-- What has been done before the first workshop.
CREATE TABLE led_step (
  county TEXT NOT NULL,
  mapping BLOB NOT NULL,
  step TEXT NOT NULL,
  done_by_name TEXT NOT NULL,
  done_at INTEGER NOT NULL,
  PRIMARY KEY (county, mapping, step),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id)
) STRICT;

-- Notes of each workshop, and the summary that the firm reads before it says yes.
CREATE TABLE led_text (
  county TEXT NOT NULL,
  mapping BLOB NOT NULL,
  part TEXT NOT NULL,
  words TEXT NOT NULL,
  by_name TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, mapping, part),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id)
) STRICT;

-- Ages of a firm's staff, in bands and without names: one row for the firm, one for each role.
CREATE TABLE staff_ages (
  county TEXT NOT NULL,
  mapping BLOB NOT NULL,
  pension_age INTEGER NOT NULL,
  by_name TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, mapping),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id),
  CONSTRAINT staff_ages_pension_sane CHECK (pension_age BETWEEN 61 AND 70)
) STRICT;

CREATE TABLE staff_role (
  county TEXT NOT NULL,
  mapping BLOB NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL,
  from_18 INTEGER NOT NULL,
  from_30 INTEGER NOT NULL,
  from_40 INTEGER NOT NULL,
  from_50 INTEGER NOT NULL,
  from_55 INTEGER NOT NULL,
  from_60 INTEGER NOT NULL,
  from_63 INTEGER NOT NULL,
  from_66 INTEGER NOT NULL,
  PRIMARY KEY (county, mapping, position),
  FOREIGN KEY (county, mapping) REFERENCES staff_ages (county, mapping)
) STRICT;

-- What a network offers its members.
CREATE TABLE campaign (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  network BLOB NOT NULL,
  name TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  quota INTEGER NOT NULL,
  question_set TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, network) REFERENCES network (county, id),
  CONSTRAINT campaign_days_follow CHECK (ends_on >= starts_on),
  CONSTRAINT campaign_quota_sane CHECK (quota >= 0)
) STRICT;
CREATE INDEX campaign_by_network ON campaign (county, network, starts_on);

-- Each member once in a campaign, with its mapping.
CREATE TABLE campaign_member (
  county TEXT NOT NULL,
  campaign BLOB NOT NULL,
  organisation BLOB NOT NULL,
  mapping BLOB NOT NULL,
  invited_at INTEGER NOT NULL,
  PRIMARY KEY (county, campaign, organisation),
  FOREIGN KEY (county, campaign) REFERENCES campaign (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id),
  CONSTRAINT campaign_member_mapping_once UNIQUE (county, mapping)
) STRICT;

-- A firm asks for a process leader in its mapping.
CREATE TABLE leader_wish (
  county TEXT NOT NULL,
  mapping BLOB NOT NULL,
  words TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  settled_at INTEGER,
  PRIMARY KEY (county, mapping),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id)
) STRICT;
CREATE INDEX leader_wish_open ON leader_wish (county, asked_at, mapping) WHERE settled_at IS NULL;
