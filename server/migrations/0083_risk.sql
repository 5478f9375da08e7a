-- How the fund is watched: indicators of a month by scheme and unit with their definition and inputs, and the warnings that follow, each
-- with an owner, an answer and a close by a second officer. Insert-only: a month computed again is a later run (E13, I4).
CREATE SEQUENCE watch_seq AS bigint MINVALUE 1;

CREATE TABLE indicator_run (
  run bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  officer bigint REFERENCES officer,                               -- null: the nightly job
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE indicator_run IS 'fact: the indicators of a month were computed';
CREATE INDEX ON indicator_run (pool, month, run);
CREATE INDEX ON indicator_run (officer);

CREATE TABLE indicator_value (
  run bigint NOT NULL REFERENCES indicator_run,
  indicator text NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  unit text NOT NULL REFERENCES area,                              -- the pool itself for the whole
  value numeric(24, 4),                                            -- null: the denominator is missing or nought
  definition text NOT NULL,
  inputs jsonb NOT NULL,                                           -- every measure the value was computed from, as text
  PRIMARY KEY (run, indicator, scheme, unit)
);
COMMENT ON TABLE indicator_value IS 'fact: an indicator of a scheme and unit in a month, with definition and inputs';
CREATE INDEX ON indicator_value (unit);

CREATE TABLE risk_warning (
  warning bigint PRIMARY KEY,
  run bigint NOT NULL, indicator text NOT NULL, scheme text NOT NULL, unit text NOT NULL REFERENCES area,
  level text NOT NULL CHECK (level IN ('red', 'orange', 'yellow', 'blue')),
  sentence text NOT NULL,
  document text NOT NULL, article text NOT NULL,                   -- where the threshold is written
  due_on date NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (run, indicator, scheme, unit) REFERENCES indicator_value
);
COMMENT ON TABLE risk_warning IS 'fact: an indicator passed a threshold';
CREATE INDEX ON risk_warning (run, indicator, scheme, unit);
CREATE INDEX ON risk_warning (unit);

CREATE TABLE risk_step (
  warning bigint NOT NULL REFERENCES risk_warning, step integer NOT NULL,
  unit text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('assigned', 'answered', 'returned', 'closed')),
  owner text,                                                      -- who has to answer; of kind assigned
  due_on date,
  remark text NOT NULL CHECK (length(btrim(remark)) >= 2),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (warning, step),
  CHECK ((kind = 'assigned') = (owner IS NOT NULL AND due_on IS NOT NULL))
);
COMMENT ON TABLE risk_step IS 'fact: who was asked about a warning, what was answered, and its close by a second officer';
CREATE INDEX ON risk_step (unit);
CREATE INDEX ON risk_step (officer);

GRANT USAGE ON SEQUENCE watch_seq TO tongchou_desk, tongchou_batch;
GRANT SELECT, INSERT ON indicator_run, indicator_value, risk_warning, risk_step TO tongchou_desk, tongchou_batch;

-- The whole pool's figures are everybody's who may see the fund; a county's own are its own and the city's.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['indicator_value', 'risk_warning', 'risk_step'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format($p$CREATE POLICY desk ON %I TO tongchou_desk
      USING (unit = ANY (current_areas()) OR EXISTS (SELECT 1 FROM pooling_unit p WHERE p.pool = %I.unit AND p.unit = ANY (current_areas())))
      WITH CHECK (unit = ANY (current_areas()) OR EXISTS (SELECT 1 FROM pooling_unit p WHERE p.pool = %I.unit AND p.unit = ANY (current_areas())))$p$, t, t, t);
  END LOOP;
END $$;
