-- Conventions, the same in both dialects (ARCHITECTURE.md, «The two databases»):
-- * county first in the key of everything a county owns;
-- * instants are whole microseconds since 1970 (…_at), days are ISO text (…_on), JSON is text;
-- * no sequences, triggers or stored procedures: the rules that must hold are CHECKs and keys.

-- Reference data ------------------------------------------------------------------------------

CREATE TABLE county (
  code TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
);

CREATE TABLE municipality (
  county TEXT NOT NULL REFERENCES county (code),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (county, code)
);

CREATE TABLE vocabulary_edition (
  name TEXT NOT NULL PRIMARY KEY,
  is_current BOOLEAN NOT NULL,
  concept_count BIGINT NOT NULL,
  imported_at BIGINT NOT NULL
);

CREATE TABLE vocabulary_concept (
  edition TEXT NOT NULL REFERENCES vocabulary_edition (name) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (edition, position)
);

-- Organisations -------------------------------------------------------------------------------

-- One row per county where an organisation is present: a national actor has the same id in each.
CREATE TABLE organisation (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  slug TEXT,
  org_number TEXT NOT NULL,
  name TEXT NOT NULL,
  municipality TEXT NOT NULL,
  sector TEXT NOT NULL,
  sni_version TEXT,
  sni_code TEXT,
  employees BIGINT,
  turnover_thousand_sek BIGINT,
  is_actor BOOLEAN NOT NULL,
  is_demo BOOLEAN NOT NULL,
  -- Its numbers may show in public figures where fewer than three firms stand together.
  consents_to_figures BOOLEAN NOT NULL DEFAULT FALSE,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, municipality) REFERENCES municipality (county, code),
  CONSTRAINT organisation_number_unique UNIQUE (county, org_number),
  CONSTRAINT organisation_slug_unique UNIQUE (county, slug),
  CONSTRAINT organisation_employees_sane CHECK (employees IS NULL OR employees >= 0),
  CONSTRAINT organisation_sni_whole CHECK ((sni_code IS NULL) = (sni_version IS NULL))
);
CREATE INDEX organisation_by_name ON organisation (county, name, id);
CREATE INDEX organisation_by_municipality ON organisation (county, municipality, name, id);

CREATE TABLE network (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  slug TEXT,
  name TEXT NOT NULL,
  organisation UUID NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT network_slug_unique UNIQUE (county, slug)
);

CREATE TABLE network_member (
  county TEXT NOT NULL,
  network UUID NOT NULL,
  organisation UUID NOT NULL,
  PRIMARY KEY (county, network, organisation),
  FOREIGN KEY (county, network) REFERENCES network (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id)
);
CREATE INDEX network_member_by_organisation ON network_member (county, organisation);

-- Access --------------------------------------------------------------------------------------

CREATE TABLE person (
  id UUID NOT NULL PRIMARY KEY,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  password_hash TEXT,
  -- Made by the program and handed over: good for choosing one's own, and nothing else.
  password_is_given BOOLEAN NOT NULL DEFAULT FALSE,
  is_disabled BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  CONSTRAINT person_email_unique UNIQUE (email)
);

-- A desk owns cases, so that no case is owned by a person.
CREATE TABLE desk (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  slug TEXT,
  organisation UUID NOT NULL,
  role TEXT NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  promise_working_days BIGINT NOT NULL,
  escalates_to UUID,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, escalates_to) REFERENCES desk (county, id),
  CONSTRAINT desk_slug_unique UNIQUE (county, slug),
  CONSTRAINT desk_promise_sane CHECK (promise_working_days BETWEEN 1 AND 20)
);

-- Which desk answers firms of a municipality; industry is an SNI division, '' means any other.
CREATE TABLE desk_area (
  county TEXT NOT NULL,
  municipality TEXT NOT NULL,
  industry TEXT NOT NULL,
  desk UUID NOT NULL,
  PRIMARY KEY (county, municipality, industry),
  FOREIGN KEY (county, municipality) REFERENCES municipality (county, code),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id)
);
CREATE INDEX desk_area_by_desk ON desk_area (county, desk);

CREATE TABLE assignment (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  person UUID NOT NULL REFERENCES person (id),
  role TEXT NOT NULL,
  organisation UUID NOT NULL,
  municipality TEXT,
  desk UUID,
  is_deputy BOOLEAN NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, municipality) REFERENCES municipality (county, code),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id)
);
CREATE INDEX assignment_by_person ON assignment (person);
CREATE INDEX assignment_by_desk ON assignment (county, desk);

CREATE TABLE session (
  token_hash TEXT NOT NULL PRIMARY KEY,
  person UUID NOT NULL REFERENCES person (id),
  county TEXT NOT NULL,
  assignment UUID NOT NULL,
  csrf TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  id UUID NOT NULL,
  method TEXT NOT NULL,
  device TEXT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  FOREIGN KEY (county, assignment) REFERENCES assignment (county, id)
);
CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_expiry ON session (expires_at);

-- Needs ---------------------------------------------------------------------------------------

-- Everything said before approval lives in `answers`; goals and needs exist only after it.
CREATE TABLE mapping (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  slug TEXT,
  organisation UUID NOT NULL,
  track TEXT NOT NULL,
  state TEXT NOT NULL,
  question_set TEXT NOT NULL,
  answers TEXT NOT NULL,
  opened_by_organisation UUID NOT NULL,
  opened_by_name TEXT NOT NULL,
  leader_organisation UUID,
  link_hash TEXT,
  link_expires_at BIGINT,
  invited_email TEXT,
  approved_at BIGINT,
  approved_by_name TEXT,
  case_file UUID,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, opened_by_organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, leader_organisation) REFERENCES organisation (county, id),
  CONSTRAINT mapping_link_unique UNIQUE (link_hash),
  CONSTRAINT mapping_slug_unique UNIQUE (county, slug),
  CONSTRAINT mapping_approval_whole CHECK ((approved_at IS NULL) = (approved_by_name IS NULL)),
  CONSTRAINT mapping_shared_is_approved
    CHECK (state NOT IN ('approved', 'shared', 'followed-up') OR approved_at IS NOT NULL),
  CONSTRAINT mapping_led_has_leader CHECK (track <> 'led' OR leader_organisation IS NOT NULL)
);
CREATE INDEX mapping_by_organisation ON mapping (county, organisation, id);
CREATE INDEX mapping_under_way ON mapping (county, created_at, id) WHERE approved_at IS NULL;
CREATE INDEX mapping_by_leader ON mapping (county, leader_organisation, id);

CREATE TABLE goal (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  mapping UUID NOT NULL,
  position BIGINT NOT NULL,
  goal TEXT NOT NULL,
  obstacle TEXT NOT NULL,
  consequence TEXT,
  capability TEXT,
  gap TEXT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id)
);
CREATE INDEX goal_by_mapping ON goal (county, mapping, position);

CREATE TABLE need (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  slug TEXT,
  organisation UUID NOT NULL,
  mapping UUID NOT NULL,
  goal UUID NOT NULL,
  words TEXT NOT NULL,
  kind TEXT NOT NULL,
  persons BIGINT NOT NULL,
  start_by_on TEXT,
  severity TEXT NOT NULL,
  state TEXT NOT NULL,
  state_reason TEXT,
  ssyk TEXT,
  occupation TEXT,
  coding TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id),
  FOREIGN KEY (county, goal) REFERENCES goal (county, id),
  CONSTRAINT need_slug_unique UNIQUE (county, slug),
  CONSTRAINT need_persons_positive CHECK (persons >= 1),
  CONSTRAINT need_coding_whole
    CHECK ((coding IS NULL) = (ssyk IS NULL) AND (coding IS NULL) = (occupation IS NULL)),
  CONSTRAINT need_confirmed_is_coded
    CHECK (state IN ('registered', 'written-off', 'dormant') OR coding IS NOT NULL)
);
CREATE INDEX need_by_age ON need (county, created_at, id);
CREATE INDEX need_by_organisation ON need (county, organisation, id);
CREATE INDEX need_by_occupation ON need (county, ssyk, state);

CREATE TABLE lane (
  county TEXT NOT NULL,
  need UUID NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  planned BIGINT NOT NULL,
  filled BIGINT NOT NULL,
  next_step TEXT,
  next_step_on TEXT,
  PRIMARY KEY (county, need, kind),
  FOREIGN KEY (county, need) REFERENCES need (county, id),
  CONSTRAINT lane_at_work_has_next_step CHECK (
    state NOT IN ('planned', 'started')
    OR (next_step IS NOT NULL AND next_step <> '' AND next_step_on IS NOT NULL)
  )
);

-- Cases ---------------------------------------------------------------------------------------

CREATE TABLE case_number (
  county TEXT NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (county, year)
);

-- «Case» is a word SQL keeps for itself.
-- `promised_at` and `answered_at` begin anew when a closed case is opened again. The first promise
-- and its answer are written once: figures are counted from them.
CREATE TABLE case_file (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  slug TEXT,
  number TEXT NOT NULL,
  organisation UUID NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  desk UUID,
  owner_role TEXT,
  taken_by UUID,
  taken_by_name TEXT,
  next_step TEXT,
  next_step_on TEXT,
  promised_at BIGINT NOT NULL,
  answered_at BIGINT,
  first_promised_at BIGINT,
  first_answered_at BIGINT,
  alarm TEXT NOT NULL,
  outcome TEXT,
  outcome_words TEXT,
  closed_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id),
  FOREIGN KEY (county, taken_by) REFERENCES assignment (county, id),
  CONSTRAINT case_number_unique UNIQUE (county, number),
  CONSTRAINT case_slug_unique UNIQUE (county, slug),
  CONSTRAINT case_open_has_owner_and_next_step CHECK (
    state = 'closed'
    OR (
      desk IS NOT NULL AND owner_role IS NOT NULL
      AND next_step IS NOT NULL AND next_step <> '' AND next_step_on IS NOT NULL
    )
  ),
  CONSTRAINT case_first_answer_has_promise
    CHECK ((first_answered_at IS NULL) = (first_promised_at IS NULL)),
  CONSTRAINT case_closed_has_outcome CHECK (
    (state = 'closed') = (outcome IS NOT NULL)
    AND (outcome IS NULL) = (outcome_words IS NULL)
    AND (outcome IS NULL) = (closed_at IS NULL)
  )
);
CREATE INDEX case_by_desk ON case_file (county, desk, state, promised_at, id);
CREATE INDEX case_by_organisation ON case_file (county, organisation, id);
CREATE INDEX case_by_age ON case_file (county, created_at, id);
CREATE INDEX case_by_promise ON case_file (alarm, promised_at);
CREATE INDEX case_by_answer ON case_file (county, desk, first_answered_at);
CREATE INDEX case_unanswered ON case_file (county, promised_at, id) WHERE answered_at IS NULL;
CREATE INDEX case_by_step ON case_file (county, next_step_on, id) WHERE state <> 'closed';
-- The order of `PROMISE_KEY` in the list of cases.
CREATE INDEX case_by_urgency ON case_file (
  county,
  (promised_at + CASE WHEN answered_at IS NULL AND state <> 'closed'
    THEN 0 ELSE 100000000000000000 END),
  id
) WHERE state <> 'closed';
CREATE INDEX case_by_taker ON case_file (county, taken_by);

CREATE TABLE case_need (
  county TEXT NOT NULL,
  case_file UUID NOT NULL,
  need UUID NOT NULL,
  PRIMARY KEY (county, case_file, need),
  FOREIGN KEY (county, case_file) REFERENCES case_file (county, id),
  FOREIGN KEY (county, need) REFERENCES need (county, id)
);
CREATE INDEX case_need_by_need ON case_need (county, need);

CREATE TABLE case_party (
  county TEXT NOT NULL,
  case_file UUID NOT NULL,
  organisation UUID NOT NULL,
  joined_at BIGINT NOT NULL,
  PRIMARY KEY (county, case_file, organisation),
  FOREIGN KEY (county, case_file) REFERENCES case_file (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id)
);
CREATE INDEX case_party_by_organisation ON case_party (county, organisation);

CREATE TABLE message (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  case_file UUID NOT NULL,
  from_organisation UUID NOT NULL,
  from_name TEXT NOT NULL,
  audience TEXT NOT NULL,
  to_organisation UUID,
  body TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_file) REFERENCES case_file (county, id),
  FOREIGN KEY (county, from_organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, to_organisation) REFERENCES organisation (county, id),
  CONSTRAINT message_one_names_reader CHECK ((audience = 'one') = (to_organisation IS NOT NULL))
);
CREATE INDEX message_by_case ON message (county, case_file, sent_at, id);

-- Contacts ------------------------------------------------------------------------------------

CREATE TABLE contact (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  organisation UUID NOT NULL,
  by_organisation UUID NOT NULL,
  by_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  held_on TEXT NOT NULL,
  topic TEXT NOT NULL,
  note TEXT,
  is_cancelled BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id)
);
CREATE INDEX contact_by_organisation ON contact (county, organisation, held_on);
CREATE INDEX contact_by_actor ON contact (county, by_organisation, held_on);
CREATE INDEX contact_by_day ON contact (county, held_on);

-- «Samordna»: one actor asks another to do a contact together.
CREATE TABLE coordination (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  contact UUID NOT NULL,
  from_organisation UUID NOT NULL,
  from_name TEXT NOT NULL,
  words TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  reply TEXT,
  replied_by_name TEXT,
  replied_at BIGINT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, contact) REFERENCES contact (county, id),
  FOREIGN KEY (county, from_organisation) REFERENCES organisation (county, id),
  CONSTRAINT coordination_reply_whole CHECK ((reply IS NULL) = (replied_at IS NULL))
);
CREATE INDEX coordination_by_contact ON coordination (county, contact);

-- Offers --------------------------------------------------------------------------------------

CREATE TABLE offer (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  slug TEXT,
  organisation UUID NOT NULL,
  network UUID,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  reviewed_on TEXT NOT NULL,
  is_demo BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, network) REFERENCES network (county, id),
  CONSTRAINT offer_slug_unique UNIQUE (county, slug)
);
CREATE INDEX offer_by_organisation ON offer (county, organisation, id);
-- Whether any has changed, without reading the offers themselves.
CREATE INDEX offer_stamp ON offer (county, version, updated_at);

-- An offer somebody has put forward to the firm for one of its needs.
CREATE TABLE proposal (
  county TEXT NOT NULL,
  need UUID NOT NULL,
  offer UUID NOT NULL,
  state TEXT NOT NULL,
  proposed_by_organisation UUID NOT NULL,
  proposed_by_name TEXT NOT NULL,
  proposed_at BIGINT NOT NULL,
  replied_at BIGINT,
  PRIMARY KEY (county, need, offer),
  FOREIGN KEY (county, need) REFERENCES need (county, id),
  FOREIGN KEY (county, offer) REFERENCES offer (county, id),
  FOREIGN KEY (county, proposed_by_organisation) REFERENCES organisation (county, id)
);

-- What has happened, and what must be told -------------------------------------------------------

CREATE TABLE event (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  happened_at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject UUID NOT NULL,
  organisation UUID,
  person UUID,
  role TEXT NOT NULL,
  by_organisation UUID,
  detail_hash TEXT NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX event_by_subject ON event (county, subject_kind, subject, happened_at, id);
CREATE INDEX event_by_kind ON event (county, kind, happened_at, id);
CREATE INDEX event_by_age ON event (county, happened_at, id);

-- The detail can be erased; the event keeps a hash that no longer says anything without the salt.
CREATE TABLE event_detail (
  county TEXT NOT NULL,
  event UUID NOT NULL,
  salt TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (county, event),
  FOREIGN KEY (county, event) REFERENCES event (county, id)
);

CREATE TABLE notification (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  desk UUID,
  organisation UUID,
  is_for_deputy BOOLEAN NOT NULL,
  kind TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject UUID NOT NULL,
  about TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  read_at BIGINT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT notification_has_reader CHECK ((desk IS NULL) <> (organisation IS NULL))
);
CREATE INDEX notification_by_desk ON notification (county, desk, read_at, created_at);
CREATE INDEX notification_by_organisation ON notification (county, organisation, read_at, created_at);

-- Plumbing ------------------------------------------------------------------------------------

-- The first answer to a request with a key, given again for 24 hours.
CREATE TABLE idempotency (
  county TEXT NOT NULL,
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (county, actor, key)
);
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Stemmed words of what can be searched: the same rows, and so the same hits, on both databases.
CREATE TABLE search_term (
  county TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  term TEXT NOT NULL,
  subject UUID NOT NULL,
  PRIMARY KEY (county, subject_kind, term, subject)
);
CREATE INDEX search_term_by_subject ON search_term (county, subject_kind, subject);

-- Written by /readyz to prove that writing works; one row per server process.
CREATE TABLE heartbeat (
  process TEXT NOT NULL PRIMARY KEY,
  beaten_at BIGINT NOT NULL
);

-- Facts about this installation, such as the demo's seed and clock.
CREATE TABLE installation (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
