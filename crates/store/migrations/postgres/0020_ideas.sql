-- Ideas for the service, a network or an offer: votes, answers, posts, and what became a need.

-- Without a network an idea is for the service. `page` is the name of the page it came up on,
-- without ids. `answered_at` is when it was first answered in words; what is public was.
CREATE TABLE idea (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  organisation UUID NOT NULL,
  by_name TEXT NOT NULL,
  network UUID,
  offer UUID,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  page TEXT,
  state TEXT NOT NULL,
  is_public BOOLEAN NOT NULL,
  merged_into UUID,
  answered_at BIGINT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, network) REFERENCES network (county, id),
  FOREIGN KEY (county, offer) REFERENCES offer (county, id),
  FOREIGN KEY (county, merged_into) REFERENCES idea (county, id)
    DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT idea_state_known CHECK (
    state IN ('new', 'considered', 'planned', 'done', 'declined', 'merged', 'withdrawn')),
  CONSTRAINT idea_merged_into_one CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
  CONSTRAINT idea_public_is_answered
    CHECK (is_public = FALSE OR (answered_at IS NOT NULL AND network IS NULL))
);
CREATE INDEX idea_by_age ON idea (county, created_at, id);
CREATE INDEX idea_by_network ON idea (county, network, state, created_at);
CREATE INDEX idea_by_organisation ON idea (county, organisation, id);
CREATE INDEX idea_unanswered ON idea (county, created_at, id) WHERE answered_at IS NULL;
CREATE INDEX idea_by_answer ON idea (county, answered_at, id);
CREATE INDEX idea_by_merged ON idea (county, merged_into);

-- An organisation has one vote: its number is its own, so two people of one firm are one.
CREATE TABLE idea_vote (
  county TEXT NOT NULL,
  idea UUID NOT NULL,
  organisation UUID NOT NULL,
  voted_at BIGINT NOT NULL,
  PRIMARY KEY (county, idea, organisation),
  FOREIGN KEY (county, idea) REFERENCES idea (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id)
);
CREATE INDEX idea_vote_by_organisation ON idea_vote (county, organisation, idea);

-- What those who answer for it have said and done.
CREATE TABLE idea_step (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  idea UUID NOT NULL,
  state TEXT NOT NULL,
  words TEXT,
  by_organisation UUID NOT NULL,
  by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, idea) REFERENCES idea (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id)
);
CREATE INDEX idea_step_by_idea ON idea_step (county, idea, made_at, id);

-- What organisations say under it. A post that its own organisation took away has no words left;
-- one that was hidden has, for its own organisation and those who answer for the idea.
CREATE TABLE idea_post (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  idea UUID NOT NULL,
  organisation UUID NOT NULL,
  by_name TEXT NOT NULL,
  words TEXT NOT NULL,
  posted_at BIGINT NOT NULL,
  removed_at BIGINT,
  hidden_at BIGINT,
  hidden_reason TEXT,
  hidden_by_name TEXT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, idea) REFERENCES idea (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT idea_post_hidden_whole CHECK (
    (hidden_at IS NULL) = (hidden_reason IS NULL)
    AND (hidden_at IS NULL) = (hidden_by_name IS NULL))
);
CREATE INDEX idea_post_by_idea ON idea_post (county, idea, posted_at, id);
CREATE INDEX idea_post_by_organisation ON idea_post (county, organisation, id);

-- What its own firm has made a need of: the mapping that was begun with its words. `source` is the
-- idea or the post, each once.
CREATE TABLE idea_need (
  county TEXT NOT NULL,
  source UUID NOT NULL,
  idea UUID NOT NULL,
  organisation UUID NOT NULL,
  mapping UUID NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (county, source),
  FOREIGN KEY (county, idea) REFERENCES idea (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, mapping) REFERENCES mapping (county, id)
);
CREATE INDEX idea_need_by_idea ON idea_need (county, idea, organisation);
CREATE INDEX idea_need_by_organisation ON idea_need (county, organisation);
