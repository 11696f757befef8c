-- The sealed chain, who has read what, erasures and what has been purged.

-- One row per event or reading, in the order of sealing. `seal` is SHA-256 over the seal before it
-- and `row_hash`, so that no row can be changed or taken away unseen.
CREATE TABLE seal (
  county TEXT NOT NULL,
  stream TEXT NOT NULL,
  position BIGINT NOT NULL,
  subject UUID NOT NULL,
  row_hash TEXT NOT NULL,
  seal TEXT NOT NULL,
  purged_at BIGINT,
  PRIMARY KEY (county, stream, position),
  CONSTRAINT seal_subject_unique UNIQUE (county, stream, subject),
  CONSTRAINT seal_stream_known CHECK (stream IN ('event', 'reading'))
);

-- What waits to be sealed: written with the row itself, taken away by the worker. Writers only add
-- here and the worker only reads events, so sealing never makes a writer wait.
CREATE TABLE unsealed (
  county TEXT NOT NULL,
  stream TEXT NOT NULL,
  subject UUID NOT NULL,
  PRIMARY KEY (county, stream, subject)
);
INSERT INTO unsealed (county, stream, subject) SELECT county, 'event', id FROM event;

-- Somebody who works with firms has opened a record about a firm or its people.
CREATE TABLE reading (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  read_at BIGINT NOT NULL,
  person UUID NOT NULL,
  role TEXT NOT NULL,
  by_organisation UUID NOT NULL,
  subject_kind TEXT NOT NULL,
  subject UUID NOT NULL,
  organisation UUID,
  PRIMARY KEY (county, id)
);
CREATE INDEX reading_by_organisation ON reading (county, organisation, read_at, id);
CREATE INDEX reading_by_subject ON reading (county, subject_kind, subject, read_at, id);
CREATE INDEX reading_by_age ON reading (county, read_at);
CREATE INDEX reading_by_person ON reading (person, read_at, id);

-- The journal of erasures: never a name, only an id, or a salted hash of an address. It lies in a
-- file beside the database too, so that an older backup cannot bring anybody back.
CREATE TABLE erasure (
  id UUID NOT NULL PRIMARY KEY,
  erased_at BIGINT NOT NULL,
  person UUID,
  salt TEXT NOT NULL,
  address_hash TEXT,
  is_protected BOOLEAN NOT NULL,
  CONSTRAINT erasure_of_somebody CHECK ((person IS NULL) <> (address_hash IS NULL))
);

-- People with protected identity: nothing is kept of them but that their matters go by hand.
CREATE TABLE protected_person (
  person UUID NOT NULL PRIMARY KEY REFERENCES person (id),
  protected_at BIGINT NOT NULL
);

-- What has been purged: how many, under which rule, on whose decision.
CREATE TABLE purge (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  class TEXT NOT NULL,
  purged_at BIGINT NOT NULL,
  row_count BIGINT NOT NULL,
  decision TEXT,
  PRIMARY KEY (county, id)
);

-- What somebody has done: asked for by «Mitt» and by erasure.
CREATE INDEX event_by_person ON event (person, subject_kind, happened_at);
