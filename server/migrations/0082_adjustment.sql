-- The adjustment fund: levies and allocations as computed runs with rule and inputs, what falls due when, and the money that moved. The
-- money itself stands in the books of both sides as level_transferred; here is only which payment belongs to which run (E9, J2).
CREATE SEQUENCE adjustment_seq AS bigint MINVALUE 1;

CREATE TABLE adjustment_run (
  run bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  year integer NOT NULL CHECK (year BETWEEN 2010 AND 2100),
  kind text NOT NULL CHECK (kind IN ('levy', 'allocation')),
  rule_hash text NOT NULL REFERENCES rule_set,
  rule jsonb NOT NULL,                                             -- levy and allocation rule as they were
  inputs jsonb NOT NULL,                                           -- every figure that the computation saw, money as text
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE adjustment_run IS 'fact: a levy for, or an allocation from, the adjustment fund as computed';
CREATE INDEX ON adjustment_run (pool, scheme, year);
CREATE INDEX ON adjustment_run (rule_hash);
CREATE INDEX ON adjustment_run (officer);

CREATE TABLE adjustment_unit (
  run bigint NOT NULL REFERENCES adjustment_run, unit text NOT NULL REFERENCES area, place integer NOT NULL,
  base_fen bigint NOT NULL,                                        -- of a levy: its base; of an allocation: the gap
  amount_fen bigint NOT NULL CHECK (amount_fen >= 0),              -- levy or grant
  detail jsonb NOT NULL,                                           -- the further figures of the computation, money as text
  PRIMARY KEY (run, unit)
);
COMMENT ON TABLE adjustment_unit IS 'fact: levy or grant of one area in a run';
CREATE INDEX ON adjustment_unit (unit);

CREATE TABLE adjustment_step (
  run bigint NOT NULL REFERENCES adjustment_run, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('approved', 'withdrawn')),
  unit text REFERENCES area, until date,
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, step)
);
COMMENT ON TABLE adjustment_step IS 'fact: what was decided upon a run of the adjustment fund';
CREATE INDEX ON adjustment_step (unit);
CREATE INDEX ON adjustment_step (officer);

CREATE TABLE adjustment_payment (
  run bigint NOT NULL, unit text NOT NULL, payment integer NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  paid_on date NOT NULL,
  sent_book text NOT NULL, sent bigint NOT NULL,
  received_book text NOT NULL, received bigint NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, unit, payment),
  FOREIGN KEY (run, unit) REFERENCES adjustment_unit,
  FOREIGN KEY (sent_book, sent) REFERENCES level_transferred (book, fact),
  FOREIGN KEY (received_book, received) REFERENCES level_transferred (book, fact)
);
COMMENT ON TABLE adjustment_payment IS 'fact: money of a run that moved, with its fact in either book';
CREATE INDEX ON adjustment_payment (sent_book, sent);
CREATE INDEX ON adjustment_payment (received_book, received);
CREATE INDEX ON adjustment_payment (officer);

GRANT USAGE ON SEQUENCE adjustment_seq TO tongchou_desk, tongchou_batch;
GRANT SELECT, INSERT ON adjustment_run, adjustment_unit, adjustment_step, adjustment_payment TO tongchou_desk, tongchou_batch;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['adjustment_unit', 'adjustment_payment'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY (current_areas())) WITH CHECK (unit = ANY (current_areas()))', t);
  END LOOP;
END $$;
