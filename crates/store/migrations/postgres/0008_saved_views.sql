-- Lists of cases as people have saved them.

-- A view is a person's own: search, filter and order of a list, under a name.
CREATE TABLE saved_view (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  person UUID NOT NULL REFERENCES person (id),
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  municipality TEXT NOT NULL,
  state TEXT NOT NULL,
  hold TEXT NOT NULL,
  sorted_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX saved_view_by_person ON saved_view (person, county);
