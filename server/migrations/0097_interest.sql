-- Interest by the product method (积数法), fund by fund: the rates agreed with who keeps the money, what an officer counted for a period
-- beside what the bank credited, its split over the funds, and the second officer who lets it into the books. Insert-only throughout.
CREATE TABLE interest_rate (
  pool text NOT NULL REFERENCES area,
  account text NOT NULL CHECK (account IN ('1003', '1004', '1005')), detail text NOT NULL DEFAULT '',
  turn bigint NOT NULL,                                            -- of two rates from the same day the later one counts
  in_force date NOT NULL,
  rate text NOT NULL CHECK (rate ~ '^0\.\d{2,6}$'),                -- yearly, e.g. 0.0110
  source text NOT NULL CHECK (length(btrim(source)) >= 4),         -- agreement with the bank, notice of the rate
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (pool, account, detail, turn)
);
COMMENT ON TABLE interest_rate IS 'fact: yearly rate of a cash account from a day on, with the paper it rests on (E2)';
CREATE INDEX ON interest_rate (officer);

CREATE TABLE interest_paper (
  paper bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  account text NOT NULL CHECK (account IN ('1003', '1004', '1005')), detail text NOT NULL,
  unit text REFERENCES area,                                       -- whose account it is; null: all units of the books keep it together
  books text[] NOT NULL CHECK (cardinality(books) > 0),
  from_day date NOT NULL, to_day date NOT NULL CHECK (to_day >= from_day),
  credited_on date NOT NULL, booked_on date NOT NULL,
  slip text NOT NULL CHECK (length(btrim(slip)) >= 2),             -- number of the bank's slip
  due_fen bigint NOT NULL CHECK (due_fen >= 0),                    -- counted by the product method
  bank_fen bigint NOT NULL CHECK (bank_fen > 0),                   -- credited
  explanation text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  CHECK (credited_on >= to_day AND booked_on >= credited_on),
  CONSTRAINT difference_is_explained CHECK (bank_fen = due_fen OR length(btrim(explanation)) >= 4)
);
COMMENT ON TABLE interest_paper IS 'fact: interest counted for a cash account beside what the bank credited, before a second officer approves it (E2)';
CREATE INDEX ON interest_paper (pool, paper);
CREATE INDEX ON interest_paper (unit);
CREATE INDEX ON interest_paper (officer);

CREATE TABLE interest_paper_line (
  paper bigint NOT NULL REFERENCES interest_paper, line smallint NOT NULL,
  book text NOT NULL REFERENCES book, unit text NOT NULL REFERENCES area,
  product numeric(30, 0) NOT NULL CHECK (product >= 0),
  rates text NOT NULL,
  due_fen bigint NOT NULL CHECK (due_fen >= 0),
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  PRIMARY KEY (paper, line)
);
COMMENT ON TABLE interest_paper_line IS 'fact: what a fund and unit takes of the interest that the bank credited';
CREATE INDEX ON interest_paper_line (book);
CREATE INDEX ON interest_paper_line (unit);

CREATE TABLE interest_paper_step (
  paper bigint NOT NULL REFERENCES interest_paper, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('prepared', 'approved', 'returned')),
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (paper, step),
  CHECK (kind <> 'returned' OR length(btrim(remark)) >= 2)
);
COMMENT ON TABLE interest_paper_step IS 'fact: who counted, approved or sent back interest';
CREATE INDEX ON interest_paper_step (officer);

-- The facts that an approved paper became.
CREATE TABLE interest_paper_fact (
  paper bigint NOT NULL, line smallint NOT NULL,
  book text NOT NULL, fact bigint NOT NULL,
  PRIMARY KEY (paper, line),
  FOREIGN KEY (paper, line) REFERENCES interest_paper_line (paper, line),
  FOREIGN KEY (book, fact) REFERENCES interest_credited (book, fact)
);
COMMENT ON TABLE interest_paper_fact IS 'fact: the interest that a line of an approved paper put into its book';
CREATE UNIQUE INDEX ON interest_paper_fact (book, fact);

-- The database decides again: nobody approves what they counted themselves.
CREATE FUNCTION check_interest_step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  IF NEW.kind <> 'prepared' AND EXISTS (SELECT 1 FROM interest_paper p WHERE p.paper = NEW.paper AND p.officer = NEW.officer) THEN
    RAISE EXCEPTION 'same_officer: paper % was counted by officer %', NEW.paper, NEW.officer;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER second_officer BEFORE INSERT ON interest_paper_step FOR EACH ROW EXECUTE FUNCTION check_interest_step();
REVOKE EXECUTE ON FUNCTION check_interest_step() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION check_interest_step() TO tongchou_desk, tongchou_batch;

DO $$
DECLARE t text; sees text;
BEGIN
  FOREACH t IN ARRAY ARRAY['interest_paper', 'interest_paper_line', 'interest_paper_step', 'interest_paper_fact'] LOOP
    sees := CASE t
      -- an account that all units keep together is for whoever sees all of its books
      WHEN 'interest_paper' THEN 'CASE WHEN unit IS NULL THEN (SELECT bool_and(sees_book(b)) FROM unnest(books) AS b) ELSE unit = ANY (current_areas()) END'
      ELSE format('EXISTS (SELECT 1 FROM interest_paper p WHERE p.paper = %I.paper)', t) END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (%s) WITH CHECK (%s)', t, sees, sees);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON interest_rate TO tongchou_desk, tongchou_batch;
