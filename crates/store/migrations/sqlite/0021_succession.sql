-- Ownership transfer: a compartment of its own. Every row belongs to an account and goes with it;
-- no table here refers to an organisation, so that no list of a firm's can lead to it. Words, the
-- firm itself and what an owner intends are sealed by the program: whoever reads the database or a
-- copy of it reads none of them. What such a reader does see is which accounts have rows here, who
-- is in touch with whom, how far they have come and when, and what a teaser tells; and an account
-- leads to the firms it speaks for. Whoever can read the whole database is trusted with that.

-- What an owner has written for themselves. `body` holds the title, the words and the firm, sealed.
-- What a teaser tells is codes; `municipalities` with a blank between, none for the whole county.
CREATE TABLE succession_listing (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  state TEXT NOT NULL,
  body TEXT NOT NULL,
  industry TEXT,
  municipalities TEXT NOT NULL,
  size_from TEXT,
  size_to TEXT,
  teaser TEXT,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  published_at INTEGER,
  ended_at INTEGER,
  PRIMARY KEY (county, id),
  CONSTRAINT succession_listing_state_known
    CHECK (state IN ('note', 'published', 'paused', 'transferred', 'ended', 'withdrawn')),
  CONSTRAINT succession_listing_teaser_whole
    CHECK (state = 'note' OR (teaser IS NOT NULL AND published_at IS NOT NULL)),
  CONSTRAINT succession_listing_sizes_whole CHECK ((size_from IS NULL) = (size_to IS NULL)),
  CONSTRAINT succession_listing_end_whole
    CHECK ((state IN ('transferred', 'ended', 'withdrawn')) = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX succession_listing_by_person ON succession_listing (person, county);
CREATE INDEX succession_listing_by_state ON succession_listing (county, state, published_at, id);
CREATE INDEX succession_listing_by_end ON succession_listing (county, ended_at);

-- Whom an owner has let in to one listing. Taken back, the row is gone.
CREATE TABLE succession_adviser (
  county TEXT NOT NULL,
  listing BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  invited_at INTEGER NOT NULL,
  PRIMARY KEY (county, listing, person),
  FOREIGN KEY (county, listing) REFERENCES succession_listing (county, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX succession_adviser_by_person ON succession_adviser (person, county);

-- What a buyer looks for and can do, sealed.
CREATE TABLE succession_buyer (
  county TEXT NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  body TEXT NOT NULL,
  version INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, person)
) STRICT;
CREATE INDEX succession_buyer_by_person ON succession_buyer (person);

-- An owner and a buyer in touch. `number` is what the owner calls the buyer; the agreement is a
-- version, and when each of them said yes to it.
CREATE TABLE succession_contact (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  listing BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  seller_agreement TEXT,
  seller_agreed_at INTEGER,
  buyer_agreement TEXT,
  buyer_agreed_at INTEGER,
  ended_by TEXT,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, listing) REFERENCES succession_listing (county, id) ON DELETE CASCADE,
  CONSTRAINT succession_contact_once UNIQUE (county, listing, person),
  CONSTRAINT succession_contact_numbered UNIQUE (county, listing, number),
  CONSTRAINT succession_contact_state_known
    CHECK (state IN ('interest', 'exchanged', 'negotiation', 'transferred', 'ended')),
  CONSTRAINT succession_contact_agreed_whole CHECK (
    (seller_agreement IS NULL) = (seller_agreed_at IS NULL)
    AND (buyer_agreement IS NULL) = (buyer_agreed_at IS NULL)),
  CONSTRAINT succession_contact_names_after_agreement CHECK (
    state IN ('interest', 'ended')
    OR (seller_agreed_at IS NOT NULL AND buyer_agreed_at IS NOT NULL)),
  CONSTRAINT succession_contact_end_whole
    CHECK ((state IN ('transferred', 'ended')) = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX succession_contact_by_person ON succession_contact (person, county);

-- What they write to each other, sealed.
CREATE TABLE succession_message (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  contact BLOB NOT NULL,
  side TEXT NOT NULL,
  body TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, contact) REFERENCES succession_contact (county, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX succession_message_by_contact ON succession_message (county, contact, sent_at, id);

-- What has happened, in place of the county's log of events: only who takes part reads it.
CREATE TABLE succession_step (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  listing BLOB NOT NULL,
  contact BLOB,
  side TEXT,
  kind TEXT NOT NULL,
  happened_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, listing) REFERENCES succession_listing (county, id) ON DELETE CASCADE,
  FOREIGN KEY (county, contact) REFERENCES succession_contact (county, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX succession_step_by_listing ON succession_step (county, listing, happened_at, id);
CREATE INDEX succession_step_by_contact ON succession_step (county, contact, happened_at, id);

-- That one account has something to read; no other is told.
CREATE TABLE succession_news (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  listing BLOB NOT NULL,
  contact BLOB,
  kind TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  read_at INTEGER,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, listing) REFERENCES succession_listing (county, id) ON DELETE CASCADE,
  FOREIGN KEY (county, contact) REFERENCES succession_contact (county, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX succession_news_by_person ON succession_news (person, county, read_at, created_at);
CREATE INDEX succession_news_by_listing ON succession_news (county, listing);
CREATE INDEX succession_news_by_contact ON succession_news (county, contact);

-- What an owner thinks will happen to the firm, sealed. Shown in sums only.
CREATE TABLE succession_intention (
  county TEXT NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  body TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (county, person)
) STRICT;
CREATE INDEX succession_intention_by_person ON succession_intention (person);
CREATE INDEX succession_intention_by_answer ON succession_intention (county, answered_at, person);

-- Whether the register has changed since published teasers were looked at last.
CREATE INDEX organisation_by_change ON organisation (county, updated_at, version);
