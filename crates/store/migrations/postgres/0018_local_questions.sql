-- What municipalities and the region ask firms at the end of a mapping, beside the common questions.

-- A question belongs to a municipality; without one it is asked in the whole county. Its version is
-- the one that is asked now.
CREATE TABLE local_question (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  municipality TEXT NOT NULL,
  organisation UUID NOT NULL,
  version BIGINT NOT NULL,
  withdrawn_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id)
);
CREATE INDEX local_question_by_place ON local_question (county, municipality, withdrawn_at, id);

-- The words of every version. They are never changed, so that an answer keeps what it answers.
CREATE TABLE local_question_version (
  county TEXT NOT NULL,
  question UUID NOT NULL,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  help TEXT,
  choices TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (county, question, version),
  FOREIGN KEY (county, question) REFERENCES local_question (county, id),
  CONSTRAINT local_question_kind_known CHECK (kind IN ('yes-no', 'choice', 'number', 'text'))
);

-- Answers of approved mappings. A draft's are in the mapping itself.
CREATE TABLE local_answer (
  county TEXT NOT NULL,
  question UUID NOT NULL,
  version BIGINT NOT NULL,
  mapping UUID NOT NULL,
  municipality TEXT NOT NULL,
  value TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (county, question, version, mapping),
  FOREIGN KEY (county, question, version)
    REFERENCES local_question_version (county, question, version),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id)
);
CREATE INDEX local_answer_by_mapping ON local_answer (county, mapping);
CREATE INDEX local_answer_by_time
  ON local_answer (county, question, version, answered_at, mapping);
