-- Second step of the login, keys for programs, logins that another service vouches for.

-- The shared secret is sealed with the installation's key; without that key it is noise.
CREATE TABLE second_factor (
  person BLOB NOT NULL PRIMARY KEY REFERENCES person (id),
  secret TEXT NOT NULL,
  last_step INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE recovery_code (
  person BLOB NOT NULL REFERENCES person (id),
  code_hash TEXT NOT NULL,
  PRIMARY KEY (person, code_hash)
) STRICT;

CREATE TABLE api_token (
  token_hash TEXT NOT NULL PRIMARY KEY,
  id BLOB NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  county TEXT NOT NULL,
  assignment BLOB NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_on TEXT,
  CONSTRAINT api_token_id_unique UNIQUE (id),
  FOREIGN KEY (county, assignment) REFERENCES assignment (county, id)
) STRICT;
CREATE INDEX api_token_by_person ON api_token (person);
CREATE INDEX api_token_by_expiry ON api_token (expires_at);

-- Who a person is at a provider of logins; the subject never changes, an address may.
CREATE TABLE external_login (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  person BLOB NOT NULL REFERENCES person (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT;
CREATE INDEX external_login_by_person ON external_login (person);
