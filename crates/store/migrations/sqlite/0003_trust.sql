-- The sealed chain, who has read what, erasures and what has been purged.

-- One row per event or reading, in the order of sealing. `seal` is SHA-256 over the seal before it
-- and `row_hash`, so that no row can be changed or taken away unseen.
CREATE TABLE seal (
  county TEXT NOT NULL,
  stream TEXT NOT NULL,
  position INTEGER NOT NULL,
  subject BLOB NOT NULL,
  row_hash TEXT NOT NULL,
  seal TEXT NOT NULL,
  purged_at INTEGER,
  PRIMARY KEY (county, stream, position),
  CONSTRAINT seal_subject_unique UNIQUE (county, stream, subject),
  CONSTRAINT seal_stream_known CHECK (stream IN ('event', 'reading'))
) STRICT;

-- What waits to be sealed: written with the row itself, taken away by the worker. Writers only add
-- here and the worker only reads events, so sealing never makes a writer wait.
CREATE TABLE unsealed (
  county TEXT NOT NULL,
  stream TEXT NOT NULL,
  subject BLOB NOT NULL,
  PRIMARY KEY (county, stream, subject)
) STRICT;
INSERT INTO unsealed (county, stream, subject) SELECT county, 'event', id FROM event;

-- Somebody who works with firms has opened a record about a firm or its people.
CREATE TABLE reading (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  read_at INTEGER NOT NULL,
  person BLOB NOT NULL,
  role TEXT NOT NULL,
  by_organisation BLOB NOT NULL,
  subject_kind TEXT NOT NULL,
  subject BLOB NOT NULL,
  organisation BLOB,
  PRIMARY KEY (county, id)
) STRICT;
CREATE INDEX reading_by_organisation ON reading (county, organisation, read_at, id);
CREATE INDEX reading_by_subject ON reading (county, subject_kind, subject, read_at, id);
CREATE INDEX reading_by_age ON reading (county, read_at);
CREATE INDEX reading_by_person ON reading (person, read_at, id);

-- The journal of erasures: never a name, only an id, or a salted hash of an address. It lies in a
-- file beside the database too, so that an older backup cannot bring anybody back.
CREATE TABLE erasure (
  id BLOB NOT NULL PRIMARY KEY,
  erased_at INTEGER NOT NULL,
  person BLOB,
  salt TEXT NOT NULL,
  address_hash TEXT,
  is_protected INTEGER NOT NULL,
  CONSTRAINT erasure_of_somebody CHECK ((person IS NULL) <> (address_hash IS NULL))
) STRICT;

-- People with protected identity: nothing is kept of them but that their matters go by hand.
CREATE TABLE protected_person (
  person BLOB NOT NULL PRIMARY KEY REFERENCES person (id),
  protected_at INTEGER NOT NULL
) STRICT;

-- What has been purged: how many, under which rule, on whose decision.
CREATE TABLE purge (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  class TEXT NOT NULL,
  purged_at INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  decision TEXT,
  PRIMARY KEY (county, id)
) STRICT;

-- What somebody has done: asked for by «Mitt» and by erasure.
CREATE INDEX event_by_person ON event (person, subject_kind, happened_at);
