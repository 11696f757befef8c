-- Agreements and letters of intent with actors.

-- What an agreement says. Without a last day it holds until further notice; from `ended_on` it does
-- not hold. `municipalities` are codes with a blank between, none for the whole county. `told_at` is
-- when those who answer for it were told that it ends.
CREATE TABLE agreement (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  organisation UUID NOT NULL,
  kind TEXT NOT NULL,
  scope TEXT NOT NULL,
  municipalities TEXT NOT NULL,
  valid_from_on TEXT NOT NULL,
  valid_until_on TEXT,
  reference TEXT,
  signed_on TEXT,
  ended_on TEXT,
  ended_reason TEXT,
  ended_by_name TEXT,
  told_at BIGINT,
  by_organisation UUID NOT NULL,
  by_name TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, by_organisation) REFERENCES organisation (county, id),
  CONSTRAINT agreement_kind_known
    CHECK (kind IN ('letter-of-intent', 'cooperation', 'leading', 'data-processing')),
  CONSTRAINT agreement_days_in_order
    CHECK (valid_until_on IS NULL OR valid_from_on <= valid_until_on),
  CONSTRAINT agreement_ended_whole CHECK (
    (ended_on IS NULL) = (ended_reason IS NULL) AND (ended_on IS NULL) = (ended_by_name IS NULL))
);
CREATE INDEX agreement_by_end ON agreement (county, valid_until_on, id);
CREATE INDEX agreement_by_organisation ON agreement (county, organisation, kind);
CREATE INDEX agreement_by_notice ON agreement (valid_until_on, told_at);
