-- The board asks every second whether anything of a desk's has changed.
CREATE INDEX case_by_desk_closing ON case_file (county, desk, closed_at) WHERE state = 'closed';
