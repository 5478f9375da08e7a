-- Appraisal of counties by the city and of pooling areas by the province: runs with their rule, values with what they were computed
-- from, points somebody judged with evidence and a second officer's word, objections, rewards. All insert-only (J1, J2).
CREATE SEQUENCE appraisal_seq AS bigint MINVALUE 1;

-- A province may run books and desks of its own: its units are the pooling areas below it.
ALTER TABLE pooling_unit DROP CONSTRAINT pooling_unit_kind_check;
ALTER TABLE pooling_unit ADD CONSTRAINT pooling_unit_kind_check
  CHECK (kind IN ('city_level', 'county', 'district', 'zone', 'industry', 'province_administered', 'pooling_area'));

CREATE TABLE appraisal (
  run bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  form text NOT NULL CHECK (form IN ('counties', 'pooling_areas')),
  year integer NOT NULL CHECK (year BETWEEN 2010 AND 2100),
  rule_hash text NOT NULL REFERENCES rule_set,
  rule jsonb NOT NULL,                                             -- weights and bands as they were
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE appraisal IS 'fact: a year''s appraisal as computed (J1)';
CREATE INDEX ON appraisal (pool, form, year);
CREATE INDEX ON appraisal (rule_hash);
CREATE INDEX ON appraisal (officer);

CREATE TABLE appraisal_unit (
  run bigint NOT NULL REFERENCES appraisal, unit text NOT NULL REFERENCES area,
  total numeric(8, 2), band text, coefficient numeric(8, 4), rank integer,
  consequence text NOT NULL DEFAULT '',
  PRIMARY KEY (run, unit)
);
COMMENT ON TABLE appraisal_unit IS 'fact: total, band, coefficient and rank of one unit in a run; no total where a value is missing';
CREATE INDEX ON appraisal_unit (unit);

CREATE TABLE appraisal_value (
  run bigint NOT NULL, unit text NOT NULL, indicator text NOT NULL,
  origin text NOT NULL CHECK (origin IN ('computed', 'judged', 'missing')),
  actual numeric(30, 4), target numeric(30, 4), count numeric(30, 4),
  points numeric(8, 2),
  basis text NOT NULL,                                             -- what the figures are, in a sentence
  judgement bigint,
  PRIMARY KEY (run, unit, indicator),
  FOREIGN KEY (run, unit) REFERENCES appraisal_unit,
  CHECK ((origin = 'judged') = (judgement IS NOT NULL))
);
COMMENT ON TABLE appraisal_value IS 'fact: an indicator''s value, its points and what it was computed from';

CREATE TABLE appraisal_judgement (
  judgement bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  form text NOT NULL CHECK (form IN ('counties', 'pooling_areas')),
  year integer NOT NULL, unit text NOT NULL REFERENCES area, indicator text NOT NULL,
  actual numeric(30, 4), target numeric(30, 4), count numeric(30, 4),
  evidence text NOT NULL CHECK (length(btrim(evidence)) >= 4),
  file_name text, file_type text, file_bytes bytea CHECK (octet_length(file_bytes) <= 5242880),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  CHECK (actual IS NOT NULL OR count IS NOT NULL),
  CHECK ((file_name IS NULL) = (file_bytes IS NULL))
);
COMMENT ON TABLE appraisal_judgement IS 'fact: a value that an officer judged or corrected, with evidence and the file';
CREATE INDEX ON appraisal_judgement (pool, form, year);
CREATE INDEX ON appraisal_judgement (unit);
CREATE INDEX ON appraisal_judgement (officer);
ALTER TABLE appraisal_value ADD FOREIGN KEY (judgement) REFERENCES appraisal_judgement;
CREATE INDEX ON appraisal_value (judgement);

CREATE TABLE appraisal_finding (
  judgement bigint PRIMARY KEY REFERENCES appraisal_judgement,
  accepted boolean NOT NULL,
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE appraisal_finding IS 'fact: a second officer''s word on a judged value';
CREATE INDEX ON appraisal_finding (officer);

CREATE TABLE appraisal_step (
  run bigint NOT NULL REFERENCES appraisal, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('objections_opened', 'objected', 'answered', 'approved', 'withdrawn', 'published')),
  unit text REFERENCES area,
  until date,
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, step)
);
COMMENT ON TABLE appraisal_step IS 'fact: what happened to an appraisal: objections, answers, approval, publication';
CREATE INDEX ON appraisal_step (unit);
CREATE INDEX ON appraisal_step (officer);

CREATE TABLE appraisal_reward (
  run bigint NOT NULL, unit text NOT NULL, reward integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('reward', 'penalty')),
  text text NOT NULL CHECK (length(btrim(text)) >= 4),
  document text NOT NULL CHECK (length(btrim(document)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, unit, reward),
  FOREIGN KEY (run, unit) REFERENCES appraisal_unit
);
COMMENT ON TABLE appraisal_reward IS 'fact: what followed from an approved appraisal, with its document';
CREATE INDEX ON appraisal_reward (officer);

-- The approved coefficient of a year, as the adjustment fund takes it (J2).
CREATE VIEW appraisal_coefficient WITH (security_invoker = true) AS
  SELECT DISTINCT ON (a.pool, a.form, a.year, u.unit) a.pool, a.form, a.year, u.unit, u.coefficient, a.run
    FROM appraisal a JOIN appraisal_unit u USING (run)
   WHERE u.coefficient IS NOT NULL AND EXISTS (SELECT 1 FROM appraisal_step s WHERE s.run = a.run AND s.kind = 'approved')
   ORDER BY a.pool, a.form, a.year, u.unit, a.run DESC;

GRANT USAGE ON SEQUENCE appraisal_seq TO tongchou_desk, tongchou_batch;
GRANT SELECT, INSERT ON appraisal, appraisal_unit, appraisal_value, appraisal_judgement, appraisal_finding, appraisal_step, appraisal_reward
  TO tongchou_desk, tongchou_batch;
GRANT SELECT ON appraisal_coefficient TO tongchou_desk, tongchou_batch;

-- A county sees every total and rank, which are made public, and its own values, evidence and judgements.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['appraisal_value', 'appraisal_judgement', 'appraisal_reward'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY (current_areas())) WITH CHECK (unit = ANY (current_areas()))', t);
  END LOOP;
END $$;
