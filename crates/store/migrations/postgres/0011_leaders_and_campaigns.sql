-- Process leaders and ambassadors, led mappings, ages of staff, and networks' campaigns.

-- Who is trained for what. Municipalities and languages are codes with a blank between; no
-- municipality is the whole county.
CREATE TABLE leader (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  person UUID NOT NULL REFERENCES person (id),
  organisation UUID NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  trained_on TEXT NOT NULL,
  valid_until_on TEXT NOT NULL,
  capacity BIGINT NOT NULL,
  municipalities TEXT NOT NULL,
  languages TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT leader_once UNIQUE (county, person, organisation, kind),
  CONSTRAINT leader_kind_known CHECK (kind IN ('leader', 'ambassador')),
  CONSTRAINT leader_status_known CHECK (status IN ('trained', 'active', 'resting')),
  CONSTRAINT leader_capacity_sane CHECK (capacity >= 0),
  CONSTRAINT leader_days_follow CHECK (valid_until_on >= trained_on)
);
CREATE INDEX leader_by_person ON leader (person);

-- Who leads which mapping, from when to when. At most one at a time.
CREATE TABLE mapping_lead (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  mapping UUID NOT NULL,
  person UUID NOT NULL REFERENCES person (id),
  begun_by_name TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  ended_by_name TEXT,
  ended_why TEXT,
  ended_at BIGINT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id),
  CONSTRAINT mapping_lead_end_whole CHECK ((ended_at IS NULL) = (ended_why IS NULL)),
  CONSTRAINT mapping_lead_end_named CHECK ((ended_at IS NULL) = (ended_by_name IS NULL))
);
CREATE UNIQUE INDEX mapping_lead_now ON mapping_lead (county, mapping) WHERE ended_at IS NULL;
CREATE INDEX mapping_lead_by_mapping ON mapping_lead (county, mapping, begun_at);
CREATE INDEX mapping_lead_by_person ON mapping_lead (person, county, mapping) WHERE ended_at IS NULL;

-- What has been done before the first workshop.
CREATE TABLE led_step (
  county TEXT NOT NULL,
  mapping UUID NOT NULL,
  step TEXT NOT NULL,
  done_by_name TEXT NOT NULL,
  done_at BIGINT NOT NULL,
  PRIMARY KEY (county, mapping, step),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id)
);

-- Notes of each workshop, and the summary that the firm reads before it says yes.
CREATE TABLE led_text (
  county TEXT NOT NULL,
  mapping UUID NOT NULL,
  part TEXT NOT NULL,
  words TEXT NOT NULL,
  by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, mapping, part),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id)
);

-- Ages of a firm's staff, in bands and without names: one row for the firm, one for each role.
CREATE TABLE staff_ages (
  county TEXT NOT NULL,
  mapping UUID NOT NULL,
  pension_age BIGINT NOT NULL,
  by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, mapping),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id),
  CONSTRAINT staff_ages_pension_sane CHECK (pension_age BETWEEN 61 AND 70)
);

CREATE TABLE staff_role (
  county TEXT NOT NULL,
  mapping UUID NOT NULL,
  position BIGINT NOT NULL,
  role TEXT NOT NULL,
  from_18 BIGINT NOT NULL,
  from_30 BIGINT NOT NULL,
  from_40 BIGINT NOT NULL,
  from_50 BIGINT NOT NULL,
  from_55 BIGINT NOT NULL,
  from_60 BIGINT NOT NULL,
  from_63 BIGINT NOT NULL,
  from_66 BIGINT NOT NULL,
  PRIMARY KEY (county, mapping, position),
  FOREIGN KEY (county, mapping) REFERENCES staff_ages (county, mapping)
);

-- What a network offers its members.
CREATE TABLE campaign (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  network UUID NOT NULL,
  name TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  quota BIGINT NOT NULL,
  question_set TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, network) REFERENCES network (county, id),
  CONSTRAINT campaign_days_follow CHECK (ends_on >= starts_on),
  CONSTRAINT campaign_quota_sane CHECK (quota >= 0)
);
CREATE INDEX campaign_by_network ON campaign (county, network, starts_on);

-- Each member once in a campaign, with its mapping.
CREATE TABLE campaign_member (
  county TEXT NOT NULL,
  campaign UUID NOT NULL,
  organisation UUID NOT NULL,
  mapping UUID NOT NULL,
  invited_at BIGINT NOT NULL,
  PRIMARY KEY (county, campaign, organisation),
  FOREIGN KEY (county, campaign) REFERENCES campaign (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id),
  CONSTRAINT campaign_member_mapping_once UNIQUE (county, mapping)
);

-- A firm asks for a process leader in its mapping.
CREATE TABLE leader_wish (
  county TEXT NOT NULL,
  mapping UUID NOT NULL,
  words TEXT NOT NULL,
  asked_by_name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  settled_at BIGINT,
  PRIMARY KEY (county, mapping),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id)
);
CREATE INDEX leader_wish_open ON leader_wish (county, asked_at, mapping) WHERE settled_at IS NULL;
