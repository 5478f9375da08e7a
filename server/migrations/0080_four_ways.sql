-- Reconciliation between bureau, tax, finance, treasury and banks (四方对账): each party's lines as brought in, runs that hold one party
-- against another, what they matched and what they did not, and the month's certificate. Insert-only; differences live in matter_event.
CREATE TABLE party_file (
  file bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  party text NOT NULL CHECK (party IN ('tax', 'treasury', 'finance', 'bank')),
  upload bigint NOT NULL REFERENCES upload,
  begins date, ends date,
  lines integer NOT NULL, faulty integer NOT NULL, added integer NOT NULL, known integer NOT NULL,
  job bigint NOT NULL REFERENCES job,
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE party_file IS 'fact: a party''s statement that was read (E11)';
CREATE INDEX ON party_file (pool, party);
CREATE INDEX ON party_file (upload);
CREATE INDEX ON party_file (job);
CREATE INDEX ON party_file (officer);

CREATE TABLE party_line (
  file bigint NOT NULL REFERENCES party_file, line integer NOT NULL,
  pool text NOT NULL REFERENCES area,
  party text NOT NULL,
  unit text NOT NULL REFERENCES area,
  fund text NOT NULL, stream text NOT NULL,
  key_no text NOT NULL, day date NOT NULL, amount_fen bigint NOT NULL, remark text NOT NULL,
  identity text NOT NULL,                                          -- the same line brought in again has the same
  PRIMARY KEY (file, line)
);
COMMENT ON TABLE party_line IS 'fact: one line of a party''s statement';
CREATE UNIQUE INDEX line_once ON party_line (pool, party, identity);
CREATE INDEX ON party_line (pool, party, stream, day);
CREATE INDEX ON party_line (unit);

CREATE TABLE party_fault (
  file bigint NOT NULL REFERENCES party_file, line integer NOT NULL,
  sentence text NOT NULL,
  PRIMARY KEY (file, line)
);
COMMENT ON TABLE party_fault IS 'fact: a line of a party''s statement that could not be read, and what to do';

CREATE TABLE four_ways_run (
  run bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  job bigint NOT NULL REFERENCES job,
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE four_ways_run IS 'fact: the parties'' lines of a month were held against each other';
CREATE INDEX ON four_ways_run (pool, month);
CREATE INDEX ON four_ways_run (job);
CREATE INDEX ON four_ways_run (officer);

CREATE TABLE four_ways_pair (
  run bigint NOT NULL REFERENCES four_ways_run, pair text NOT NULL,
  left_lines integer NOT NULL, left_fen bigint NOT NULL, right_lines integer NOT NULL, right_fen bigint NOT NULL,
  matched_lines integer NOT NULL, matched_fen bigint NOT NULL, differences integer NOT NULL,
  PRIMARY KEY (run, pair)
);
COMMENT ON TABLE four_ways_pair IS 'fact: what two parties'' month came to in a run';

CREATE TABLE four_ways_match (
  run bigint NOT NULL, pair text NOT NULL, match integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('exact', 'sum', 'amount_and_day', 'day_sum')),
  left_lines text[] NOT NULL, right_lines text[] NOT NULL,
  PRIMARY KEY (run, pair, match),
  FOREIGN KEY (run, pair) REFERENCES four_ways_pair
);
COMMENT ON TABLE four_ways_match IS 'fact: lines of two parties that are the same money';

CREATE TABLE four_ways_difference (
  run bigint NOT NULL, pair text NOT NULL, matter text NOT NULL,
  unit text NOT NULL REFERENCES area, fund text NOT NULL,
  kind text NOT NULL, key_no text NOT NULL, day date NOT NULL,
  left_fen bigint NOT NULL, right_fen bigint NOT NULL, sentence text NOT NULL,
  PRIMARY KEY (run, pair, matter),
  FOREIGN KEY (run, pair) REFERENCES four_ways_pair
);
COMMENT ON TABLE four_ways_difference IS 'fact: what two parties do not agree on';
CREATE INDEX ON four_ways_difference (pair, matter);
CREATE INDEX ON four_ways_difference (unit);

CREATE TABLE four_ways_certificate (
  pool text NOT NULL REFERENCES area, month date NOT NULL, step bigint NOT NULL,
  run bigint NOT NULL REFERENCES four_ways_run,
  kind text NOT NULL CHECK (kind IN ('prepared', 'issued')),
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (pool, month, step)
);
COMMENT ON TABLE four_ways_certificate IS 'fact: a month''s reconciliation certificate was prepared, and issued by a second officer';
CREATE INDEX ON four_ways_certificate (run);
CREATE INDEX ON four_ways_certificate (officer);

CREATE FUNCTION certificate_second_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM four_ways_certificate c WHERE c.pool = NEW.pool AND c.month = NEW.month AND c.run = NEW.run AND c.kind = 'prepared' AND c.officer <> NEW.officer) THEN
    RAISE EXCEPTION 'second_officer: the certificate of % must be prepared by one officer and issued by another', NEW.month;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER issued_by_second BEFORE INSERT ON four_ways_certificate FOR EACH ROW WHEN (NEW.kind = 'issued') EXECUTE FUNCTION certificate_second_officer();
REVOKE EXECUTE ON FUNCTION certificate_second_officer() FROM PUBLIC;

GRANT SELECT, INSERT ON party_file, party_line, party_fault, four_ways_run, four_ways_pair, four_ways_match, four_ways_difference TO tongchou_batch;
GRANT SELECT ON party_file, party_line, party_fault, four_ways_run, four_ways_pair, four_ways_match, four_ways_difference TO tongchou_desk;
GRANT SELECT, INSERT ON four_ways_certificate TO tongchou_desk, tongchou_batch;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['party_line', 'four_ways_difference'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY ((SELECT current_areas())::text[]))', t);
  END LOOP;
END $$;
