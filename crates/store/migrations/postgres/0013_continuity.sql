-- Continuity: who has what in hand, handovers, absences, and what firms are told about it.

-- Who has something in hand: a desk, a person on a desk, or a person without one. The organisation
-- that owns the thing stands with the thing.
CREATE TABLE holding (
  county TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject UUID NOT NULL,
  desk UUID,
  assignment UUID,
  since_at BIGINT NOT NULL,
  PRIMARY KEY (county, kind, subject),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id),
  FOREIGN KEY (county, assignment) REFERENCES assignment (county, id),
  CONSTRAINT holding_has_holder CHECK (desk IS NOT NULL OR assignment IS NOT NULL)
);
CREATE INDEX holding_by_assignment ON holding (county, assignment);
CREATE INDEX holding_by_desk ON holding (county, desk);
CREATE INDEX assignment_by_organisation ON assignment (county, organisation);

-- What was planned before this table was there: whoever of that organisation has the name.
INSERT INTO holding (county, kind, subject, desk, assignment, since_at)
SELECT w.county, w.kind, w.subject,
  (SELECT a.desk FROM assignment a WHERE a.county = w.county AND a.id = w.assignment),
  w.assignment, w.since_at
FROM (
  SELECT v.county, 'visit' AS kind, v.id AS subject, v.created_at AS since_at,
    (SELECT a.id FROM assignment a JOIN person p ON p.id = a.person
      WHERE a.county = v.county AND a.organisation = v.by_organisation AND p.name = v.by_name
      ORDER BY a.valid_from DESC, a.id LIMIT 1) AS assignment
  FROM visit v WHERE v.state = 'planned'
  UNION ALL
  SELECT k.county, 'contact', k.id, k.created_at,
    (SELECT a.id FROM assignment a JOIN person p ON p.id = a.person
      WHERE a.county = k.county AND a.organisation = k.by_organisation AND p.name = k.by_name
      ORDER BY a.valid_from DESC, a.id LIMIT 1)
  FROM contact k WHERE k.is_cancelled = FALSE
    AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.county = k.county AND v.contact = k.id)
  UNION ALL
  SELECT s.county, 'promise', s.id, s.made_at,
    (SELECT a.id FROM assignment a JOIN person p ON p.id = a.person
      WHERE a.county = s.county AND a.organisation = s.by_organisation AND p.name = s.by_name
      ORDER BY a.valid_from DESC, a.id LIMIT 1)
  FROM visit_promise s WHERE s.kept_at IS NULL
  UNION ALL
  SELECT h.county, 'obstacle', h.id, h.sent_at,
    (SELECT a.id FROM assignment a JOIN person p ON p.id = a.person
      WHERE a.county = h.county AND a.organisation = v.by_organisation
        AND p.name = v.reported_by_name
      ORDER BY a.valid_from DESC, a.id LIMIT 1)
  FROM visit_obstacle h JOIN visit v ON v.county = h.county AND v.id = h.visit
  WHERE h.answer IS NULL
  UNION ALL
  SELECT m.county, 'mapping', m.id, m.created_at,
    (SELECT a.id FROM assignment a JOIN person p ON p.id = a.person
      WHERE a.county = m.county AND a.organisation = m.opened_by_organisation
        AND p.name = m.opened_by_name
      ORDER BY a.valid_from DESC, a.id LIMIT 1)
  FROM mapping m WHERE m.approved_at IS NULL AND m.state <> 'withdrawn'
    AND m.opened_by_organisation <> m.organisation
) w
WHERE w.assignment IS NOT NULL;

-- A handover as it was made: the things stand as they were that day.
CREATE TABLE handover (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  organisation UUID NOT NULL,
  is_whole BOOLEAN NOT NULL,
  leaver UUID,
  from_name TEXT NOT NULL,
  by_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  item_count BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  CONSTRAINT handover_of_somebody CHECK (is_whole = (leaver IS NULL))
);
CREATE INDEX handover_by_age ON handover (county, made_at, id);
CREATE INDEX handover_by_organisation ON handover (county, organisation, made_at);

CREATE TABLE handover_item (
  county TEXT NOT NULL,
  handover UUID NOT NULL,
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  subject UUID NOT NULL,
  title TEXT NOT NULL,
  firm UUID,
  state TEXT NOT NULL,
  contact_name TEXT,
  next_step TEXT,
  next_step_on TEXT,
  to_desk UUID NOT NULL,
  to_organisation UUID NOT NULL,
  to_name TEXT,
  PRIMARY KEY (county, handover, position),
  FOREIGN KEY (county, handover) REFERENCES handover (county, id),
  FOREIGN KEY (county, firm) REFERENCES organisation (county, id),
  FOREIGN KEY (county, to_desk) REFERENCES desk (county, id),
  FOREIGN KEY (county, to_organisation) REFERENCES organisation (county, id)
);
CREATE INDEX handover_item_by_receiver ON handover_item (county, to_organisation, handover);

-- A firm is told who its new contact is.
CREATE TABLE contact_change (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  organisation UUID NOT NULL,
  handover UUID NOT NULL,
  desk UUID NOT NULL,
  new_name TEXT,
  changed_at BIGINT NOT NULL,
  seen_at BIGINT,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, organisation) REFERENCES organisation (county, id),
  FOREIGN KEY (county, handover) REFERENCES handover (county, id),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id)
);
CREATE INDEX contact_change_by_organisation ON contact_change (county, organisation, changed_at);

-- Somebody at a desk is away; without a named deputy whoever is the desk's deputy steps in.
CREATE TABLE absence (
  county TEXT NOT NULL,
  id UUID NOT NULL,
  assignment UUID NOT NULL,
  desk UUID NOT NULL,
  deputy UUID,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (county, id),
  FOREIGN KEY (county, assignment) REFERENCES assignment (county, id),
  FOREIGN KEY (county, desk) REFERENCES desk (county, id),
  FOREIGN KEY (county, deputy) REFERENCES assignment (county, id),
  CONSTRAINT absence_deputy_is_another CHECK (deputy IS NULL OR deputy <> assignment)
);
CREATE INDEX absence_by_desk ON absence (county, desk, ends_on);
CREATE INDEX absence_by_assignment ON absence (county, assignment, ends_on);
CREATE INDEX absence_by_deputy ON absence (county, deputy, ends_on);
