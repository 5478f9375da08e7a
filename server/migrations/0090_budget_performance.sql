-- Budget performance: targets set with a budget, values that somebody entered with evidence and a second officer's word, monitoring
-- and evaluation as they were made, what was done with the result (E14). Insert-only throughout.
CREATE TABLE budget_target (
  budget bigint NOT NULL REFERENCES budget, indicator text NOT NULL CHECK (indicator ~ '^[a-z_]+$'),
  target numeric(12, 2) NOT NULL CHECK (target > 0),
  limit_value numeric(12, 2),                                      -- beyond it the value is red; null: nothing is red
  weight numeric(5, 2) CHECK (weight > 0),                         -- of 100; null: no score
  source text NOT NULL CHECK (length(btrim(source)) >= 4),         -- document or reckoning behind the target
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (budget, indicator)
);
COMMENT ON TABLE budget_target IS 'fact: a performance target set with a budget (E14)';
CREATE INDEX ON budget_target (officer);

CREATE TABLE performance_entry (
  entry bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, year integer NOT NULL CHECK (year BETWEEN 2010 AND 2100),
  indicator text NOT NULL CHECK (indicator ~ '^[a-z_]+$'),
  through date NOT NULL,                                           -- until when the value holds
  actual numeric(12, 2) NOT NULL CHECK (actual >= 0),
  evidence text NOT NULL CHECK (length(btrim(evidence)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE performance_entry IS 'fact: an indicator''s value that no fact tells, as entered with its evidence';
CREATE INDEX ON performance_entry (book, year);
CREATE INDEX ON performance_entry (officer);

CREATE TABLE performance_finding (
  entry bigint PRIMARY KEY REFERENCES performance_entry,
  accepted boolean NOT NULL,
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE performance_finding IS 'fact: a second officer''s word on an entered value';
CREATE INDEX ON performance_finding (officer);

CREATE TABLE performance_run (
  run bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, year integer NOT NULL CHECK (year BETWEEN 2010 AND 2100),
  kind text NOT NULL CHECK (kind IN ('monitoring', 'evaluation')),
  through date NOT NULL,
  score numeric(6, 2), grade text,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE performance_run IS 'fact: a monitoring report or an evaluation of a budget''s performance as it was made';
CREATE INDEX ON performance_run (book, year);
CREATE INDEX ON performance_run (officer);

CREATE TABLE performance_value (
  run bigint NOT NULL REFERENCES performance_run, indicator text NOT NULL,
  target numeric(12, 2) NOT NULL, limit_value numeric(12, 2), weight numeric(5, 2),
  actual numeric(12, 2), points numeric(6, 2),
  origin text NOT NULL CHECK (origin IN ('measured', 'entered', 'missing')),
  signal text NOT NULL CHECK (signal IN ('green', 'amber', 'red', 'unknown')),
  basis text NOT NULL,                                             -- the figures behind it, in a sentence
  remark text NOT NULL DEFAULT '',                                 -- why it deviates and what is done
  PRIMARY KEY (run, indicator),
  CHECK ((origin = 'missing') = (actual IS NULL))
);
COMMENT ON TABLE performance_value IS 'fact: one indicator of a performance report';

CREATE TABLE performance_run_step (
  run bigint NOT NULL REFERENCES performance_run, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('prepared', 'reviewed', 'returned', 'used')),
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, step),
  CHECK (kind NOT IN ('returned', 'used') OR length(btrim(remark)) >= 2)
);
COMMENT ON TABLE performance_run_step IS 'fact: who made, reviewed or sent back a performance report, and what was done with its result';
CREATE INDEX ON performance_run_step (officer);

DO $$
DECLARE t text; sees text;
BEGIN
  FOREACH t IN ARRAY ARRAY['budget_target', 'performance_entry', 'performance_finding', 'performance_run', 'performance_value', 'performance_run_step'] LOOP
    sees := CASE t
      WHEN 'budget_target' THEN 'EXISTS (SELECT 1 FROM budget g WHERE g.budget = budget_target.budget AND sees_book(g.book))'
      WHEN 'performance_finding' THEN 'EXISTS (SELECT 1 FROM performance_entry e WHERE e.entry = performance_finding.entry)'
      WHEN 'performance_value' THEN 'EXISTS (SELECT 1 FROM performance_run r WHERE r.run = performance_value.run)'
      WHEN 'performance_run_step' THEN 'EXISTS (SELECT 1 FROM performance_run r WHERE r.run = performance_run_step.run)'
      ELSE 'sees_book(book)' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (%s) WITH CHECK (%s)', t, sees, sees);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
  END LOOP;
END $$;

-- A plan by line says how its figure was found, and what else is to be known of it.
ALTER TABLE budget_form_line ADD COLUMN basis text NOT NULL DEFAULT '', ADD COLUMN note text NOT NULL DEFAULT '';

-- A package of the accounting archive is stored piece by piece, so that a year of any size can be kept.
ALTER TABLE accounting_archive ALTER COLUMN content DROP NOT NULL, ALTER COLUMN size TYPE bigint;
CREATE TABLE archive_piece (
  archive bigint NOT NULL REFERENCES accounting_archive DEFERRABLE INITIALLY DEFERRED, piece integer NOT NULL CHECK (piece >= 0),
  content bytea NOT NULL CHECK (octet_length(content) > 0),
  PRIMARY KEY (archive, piece)
);
COMMENT ON TABLE archive_piece IS 'fact: a piece of a package of the accounting archive';
ALTER TABLE archive_piece ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON archive_piece TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY desk ON archive_piece FOR SELECT TO tongchou_desk USING (EXISTS (SELECT 1 FROM accounting_archive a WHERE a.archive = archive_piece.archive));
GRANT SELECT, INSERT ON archive_piece TO tongchou_batch;
GRANT SELECT ON archive_piece TO tongchou_desk;
