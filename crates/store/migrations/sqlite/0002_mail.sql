-- Mail: what is to be sent stands here, written together with what it tells of, until it is sent.

-- `once` is what makes a mail one and the same: a job that runs twice writes it once. Address and
-- secret are for sending only, and emptied when the row has ended.
CREATE TABLE outbox (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  once TEXT NOT NULL,
  kind TEXT NOT NULL,
  person BLOB REFERENCES person (id),
  address TEXT,
  language TEXT NOT NULL,
  subject BLOB NOT NULL,
  number INTEGER NOT NULL,
  secret TEXT,
  state TEXT NOT NULL,
  trouble TEXT,
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  leased_by TEXT,
  leased_until_at INTEGER,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (county, id),
  CONSTRAINT outbox_once_unique UNIQUE (county, once),
  CONSTRAINT outbox_waiting_has_reader
    CHECK (state <> 'waiting' OR person IS NOT NULL OR address IS NOT NULL),
  CONSTRAINT outbox_ended_keeps_no_secret
    CHECK (state = 'waiting' OR (address IS NULL AND secret IS NULL AND ended_at IS NOT NULL))
) STRICT;
CREATE INDEX outbox_by_due ON outbox (state, due_at);
CREATE INDEX outbox_by_age ON outbox (county, created_at, id);
CREATE INDEX outbox_by_end ON outbox (ended_at);
CREATE INDEX outbox_by_person ON outbox (person);

-- What a person wants to be mailed about; no row means everything, in Swedish.
CREATE TABLE mail_choice (
  person BLOB NOT NULL PRIMARY KEY REFERENCES person (id),
  language TEXT NOT NULL,
  wants_news INTEGER NOT NULL,
  wants_reminders INTEGER NOT NULL,
  wants_digest INTEGER NOT NULL,
  unsubscribe TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  CONSTRAINT mail_choice_unsubscribe_unique UNIQUE (unsubscribe)
) STRICT;

-- A reminder is given once: a job that runs twice, or on two servers, finds it here.
CREATE TABLE reminder (
  county TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject BLOB NOT NULL,
  about TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (county, kind, subject, about)
) STRICT;

-- «Fick ni hjälp?», asked when a case has been closed for 3, 6 and 12 months.
CREATE TABLE follow_up (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  case_file BLOB NOT NULL,
  months INTEGER NOT NULL,
  link_hash TEXT NOT NULL,
  link_expires_at INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  was_mailed INTEGER NOT NULL,
  answer TEXT,
  words TEXT,
  answered_at INTEGER,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, case_file) REFERENCES case_file (county, id),
  CONSTRAINT follow_up_once UNIQUE (county, case_file, months),
  CONSTRAINT follow_up_link_unique UNIQUE (link_hash),
  CONSTRAINT follow_up_answer_whole CHECK ((answer IS NULL) = (answered_at IS NULL))
) STRICT;

-- A time in a calendar for a planned contact or a workshop of a mapping.
CREATE TABLE appointment (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  subject_kind TEXT NOT NULL,
  subject BLOB NOT NULL,
  organisation BLOB NOT NULL,
  by_organisation BLOB NOT NULL,
  starts_at INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  place TEXT NOT NULL,
  email TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  is_cancelled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  CONSTRAINT appointment_minutes_sane CHECK (minutes BETWEEN 5 AND 1440)
) STRICT;
CREATE INDEX appointment_by_subject ON appointment (county, subject_kind, subject, starts_at);

-- What the jobs look for, in all counties at once.
CREATE INDEX case_by_closing ON case_file (closed_at);
CREATE INDEX case_by_next_step ON case_file (next_step_on);
CREATE INDEX mapping_by_change ON mapping (updated_at);
CREATE INDEX proposal_by_age ON proposal (state, proposed_at);
