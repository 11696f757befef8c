-- Support money with its ceiling, and notices of redundancy.

-- Money an actor gives to firms, in öre.
CREATE TABLE support_fund (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  organisation BLOB NOT NULL,
  name TEXT NOT NULL,
  budget_ore INTEGER NOT NULL,
  basis TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  terms TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT support_fund_budget_positive CHECK (budget_ore > 0),
  CONSTRAINT support_fund_period_whole CHECK (starts_on <= ends_on)
) STRICT;
CREATE INDEX support_fund_by_organisation ON support_fund (county, organisation);
CREATE INDEX support_fund_by_end ON support_fund (county, ends_on, id);

-- What a firm asks for or is given. The rate is kronor for a euro in ten-thousandths, as it was
-- typed on the day of the decision; the cents follow from it.
CREATE TABLE support_grant (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  fund BLOB NOT NULL,
  organisation BLOB NOT NULL,
  state TEXT NOT NULL,
  amount_ore INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  basis TEXT NOT NULL,
  by_organisation BLOB NOT NULL,
  by_name TEXT NOT NULL,
  applied_on TEXT NOT NULL,
  decided_on TEXT,
  decided_by_name TEXT,
  rate INTEGER,
  cents INTEGER,
  reason TEXT,
  effect_months INTEGER,
  paid_on TEXT,
  effect_due_on TEXT,
  effect_asked_at INTEGER,
  effect TEXT,
  effect_words TEXT,
  effect_by_name TEXT,
  effect_at INTEGER,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, fund) REFERENCES support_fund (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  CONSTRAINT support_grant_state_known
    CHECK (state IN ('applied', 'granted', 'refused', 'paid', 'answered', 'withdrawn')),
  CONSTRAINT support_grant_amount_positive CHECK (amount_ore > 0),
  CONSTRAINT support_grant_decided_whole CHECK (
    state NOT IN ('granted', 'paid', 'answered')
    OR (decided_on IS NOT NULL AND rate > 0 AND cents > 0 AND effect_months > 0)),
  CONSTRAINT support_grant_paid_whole
    CHECK (state NOT IN ('paid', 'answered') OR (paid_on IS NOT NULL AND effect_due_on IS NOT NULL))
) STRICT;
CREATE INDEX support_grant_by_fund ON support_grant (county, fund, state);
CREATE INDEX support_grant_by_organisation ON support_grant (county, organisation, decided_on);
CREATE INDEX support_grant_by_age ON support_grant (county, applied_on, id);
CREATE INDEX support_grant_by_effect ON support_grant (state, effect_due_on);

-- Small aid from other givers, as the firm itself has told of it.
CREATE TABLE registered_aid (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  organisation BLOB NOT NULL,
  giver TEXT NOT NULL,
  cents INTEGER NOT NULL,
  granted_on TEXT NOT NULL,
  source TEXT NOT NULL,
  by_organisation BLOB NOT NULL,
  by_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  CONSTRAINT registered_aid_positive CHECK (cents > 0)
) STRICT;
CREATE INDEX registered_aid_by_organisation ON registered_aid (county, organisation, granted_on);

-- Firms that are one single undertaking: they share one ceiling. A firm that stands nowhere here
-- is an undertaking of its own.
CREATE TABLE undertaking_member (
  county TEXT NOT NULL,
  organisation BLOB NOT NULL,
  undertaking BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (county, organisation),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, undertaking) REFERENCES organisation (county, id)
) STRICT;
CREATE INDEX undertaking_member_by_undertaking ON undertaking_member (county, undertaking);

-- A notice of redundancy. Until `public_from_on` it is known to those who answer for it alone.
CREATE TABLE redundancy (
  county TEXT NOT NULL,
  id BLOB NOT NULL,
  organisation BLOB NOT NULL,
  municipality TEXT NOT NULL,
  notified_on TEXT NOT NULL,
  last_day_on TEXT NOT NULL,
  public_from_on TEXT NOT NULL,
  state TEXT NOT NULL,
  by_organisation BLOB NOT NULL,
  by_name TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, municipality) REFERENCES municipality (county, code),
  CONSTRAINT redundancy_state_known CHECK (state IN ('reported', 'working', 'closed'))
) STRICT;
CREATE INDEX redundancy_by_day ON redundancy (county, notified_on, id);
CREATE INDEX redundancy_by_organisation ON redundancy (county, organisation);

-- How many are affected in which occupation.
CREATE TABLE redundancy_occupation (
  county TEXT NOT NULL,
  redundancy BLOB NOT NULL,
  ssyk TEXT NOT NULL,
  occupation TEXT NOT NULL,
  persons INTEGER NOT NULL,
  PRIMARY KEY (county, redundancy, ssyk),
  FOREIGN KEY (county, redundancy) REFERENCES redundancy (county, id),
  CONSTRAINT redundancy_occupation_positive CHECK (persons > 0)
) STRICT;

-- What has to be done from the first day: whose desk, by when, done by whom.
CREATE TABLE redundancy_task (
  county TEXT NOT NULL,
  redundancy BLOB NOT NULL,
  task TEXT NOT NULL,
  desk BLOB,
  due_on TEXT NOT NULL,
  done_by_name TEXT,
  done_at INTEGER,
  PRIMARY KEY (county, redundancy, task),
  FOREIGN KEY (county, redundancy) REFERENCES redundancy (county, id),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id),
  CONSTRAINT redundancy_task_done_whole CHECK ((done_by_name IS NULL) = (done_at IS NULL))
) STRICT;
CREATE INDEX redundancy_task_by_desk ON redundancy_task (county, desk, due_on);
