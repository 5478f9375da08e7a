-- The pool's year: plans of every unit and their approval (budget), what caused a gap and who found so, approvals, and year-end runs
-- with the lines that cover each gap. All of it insert-only: a correction is a later row.
CREATE SEQUENCE year_end_seq AS bigint MINVALUE 1;

-- ── budget ──────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE budget (
  budget bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book,
  year integer NOT NULL CHECK (year BETWEEN 2010 AND 2100),
  kind text NOT NULL CHECK (kind IN ('initial', 'adjustment')),
  reason text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  CHECK (kind = 'initial' OR length(btrim(reason)) >= 4)
);
COMMENT ON TABLE budget IS 'fact: a budget of a fund, or its adjustment, as proposed (E5)';
CREATE INDEX ON budget (book, year);
CREATE INDEX ON budget (officer);

CREATE TABLE budget_unit (
  budget bigint NOT NULL REFERENCES budget,
  unit text NOT NULL REFERENCES area,
  income_fen bigint NOT NULL CHECK (income_fen >= 0),
  expenditure_fen bigint NOT NULL CHECK (expenditure_fen >= 0),
  basis text NOT NULL DEFAULT '',                                  -- how the figure was found, in a sentence
  PRIMARY KEY (budget, unit)
);
COMMENT ON TABLE budget_unit IS 'fact: plan of income and expenditure of one unit';
CREATE INDEX ON budget_unit (unit);

CREATE TABLE budget_step (
  budget bigint NOT NULL REFERENCES budget, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('submitted', 'reviewed', 'government_approved', 'congress_approved', 'issued', 'returned')),
  dated date NOT NULL,
  document text NOT NULL DEFAULT '',
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (budget, step),
  CHECK (kind NOT IN ('government_approved', 'congress_approved') OR length(btrim(document)) >= 4)
);
COMMENT ON TABLE budget_step IS 'fact: what was decided upon a budget, by whom, with which document (E5, E7)';
CREATE INDEX ON budget_step (officer);

-- ── causes and approvals ────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE gap_cause (
  cause bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, unit text NOT NULL REFERENCES area, year integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('management', 'pre_pooling', 'reasonable')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  evidence text NOT NULL CHECK (length(btrim(evidence)) >= 4),     -- audit report, ledger, letter: where it can be read
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE gap_cause IS 'fact: what somebody says caused a unit''s gap, with evidence (E6, E7)';
CREATE INDEX ON gap_cause (book, year);
CREATE INDEX ON gap_cause (unit);
CREATE INDEX ON gap_cause (officer);

CREATE TABLE gap_finding (
  cause bigint PRIMARY KEY REFERENCES gap_cause,
  established boolean NOT NULL,
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE gap_finding IS 'fact: a second officer''s finding on a cause';
CREATE INDEX ON gap_finding (officer);

CREATE TABLE gap_approval (
  approval bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, unit text NOT NULL REFERENCES area, year integer NOT NULL,
  "of" text NOT NULL CHECK ("of" IN ('overspend', 'use_of_surplus')),
  step text NOT NULL CHECK (step IN ('government', 'prescribed')),
  dated date NOT NULL, document text NOT NULL CHECK (length(btrim(document)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE gap_approval IS 'fact: approval of overspending or of past surplus by a government (E7)';
CREATE INDEX ON gap_approval (book, year);
CREATE INDEX ON gap_approval (unit);
CREATE INDEX ON gap_approval (officer);

-- Figures that no ledger here knows: bonds, fiscal money at hand, contribution base, conditions met, the upper fund's room.
CREATE TABLE year_figure (
  figure bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, unit text NOT NULL REFERENCES area, year integer NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z_]+$'),
  amount_fen bigint, met boolean,
  source text NOT NULL CHECK (length(btrim(source)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((amount_fen IS NULL) <> (met IS NULL))
);
COMMENT ON TABLE year_figure IS 'fact: a figure of a unit''s year from outside the ledgers, with its source';
CREATE INDEX ON year_figure (book, year);
CREATE INDEX ON year_figure (unit);
CREATE INDEX ON year_figure (officer);

-- ── year-end runs ───────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE year_end (
  run bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, year integer NOT NULL,
  rule_hash text NOT NULL REFERENCES rule_set,
  rule jsonb NOT NULL,                                             -- gap, sharing and management rule as they were, money as text
  inputs jsonb NOT NULL,                                           -- every figure that the computation saw, money as text
  after jsonb NOT NULL,                                            -- balances of the pots afterwards
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE year_end IS 'fact: a computed year end of a fund with rule and inputs';
CREATE INDEX ON year_end (book, year);
CREATE INDEX ON year_end (rule_hash);
CREATE INDEX ON year_end (officer);

CREATE TABLE year_end_unit (
  run bigint NOT NULL REFERENCES year_end, unit text NOT NULL REFERENCES area, place integer NOT NULL,
  income_fen bigint NOT NULL, expenditure_fen bigint NOT NULL, levy_fen bigint NOT NULL,
  plan_income_fen bigint NOT NULL, plan_expenditure_fen bigint NOT NULL,
  surplus_fen bigint NOT NULL, gap_fen bigint NOT NULL,
  management_fen bigint NOT NULL, awaiting_finding_fen bigint NOT NULL, normal_fen bigint NOT NULL,
  after jsonb NOT NULL,
  PRIMARY KEY (run, unit),
  CHECK (gap_fen = management_fen + awaiting_finding_fen + normal_fen)
);
COMMENT ON TABLE year_end_unit IS 'fact: a unit''s year in a run: what it took in and spent, its gap and its parts';
CREATE INDEX ON year_end_unit (unit);

CREATE TABLE year_end_line (
  run bigint NOT NULL, unit text NOT NULL, line smallint NOT NULL,
  part text NOT NULL CHECK (part IN ('normal', 'management', 'pre_pooling')),
  source text, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  status text NOT NULL CHECK (status IN ('covered', 'awaiting', 'undecided')),
  needs text[] NOT NULL,
  document text, article text, certainty text,
  PRIMARY KEY (run, unit, line),
  FOREIGN KEY (run, unit) REFERENCES year_end_unit
);
COMMENT ON TABLE year_end_line IS 'fact: who covers a part of a unit''s gap, or what it waits for, with its article';

CREATE TABLE year_end_step (
  run bigint NOT NULL REFERENCES year_end, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('objections_opened', 'objected', 'answered', 'approved', 'withdrawn', 'posted', 'published')),
  unit text REFERENCES area,                                       -- of objected and answered
  until date,                                                      -- of objections_opened
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, step)
);
COMMENT ON TABLE year_end_step IS 'fact: what happened to a year-end run: objections, answers, approval, posting, publication';
CREATE INDEX ON year_end_step (unit);
CREATE INDEX ON year_end_step (officer);

-- Inside one book a gap is covered by attribution: no money moves and no voucher is made; what governments owe becomes their duty.
CREATE TABLE gap_attributed (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  run bigint NOT NULL REFERENCES year_end, source text NOT NULL, year integer NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE gap_attributed IS 'fact: a part of a unit''s gap attributed to the surplus of the city or of the unit itself; no cash';
CREATE INDEX ON gap_attributed (run);
CREATE INDEX ON gap_attributed (unit);

GRANT USAGE ON SEQUENCE year_end_seq TO tongchou_desk, tongchou_batch;
GRANT SELECT, INSERT ON budget, budget_unit, budget_step, gap_cause, gap_finding, gap_approval, year_figure, year_end, year_end_unit, year_end_line,
  year_end_step, gap_attributed TO tongchou_desk, tongchou_batch;

DO $$
DECLARE t text;
BEGIN
  -- figures of units: an officer sees those of the own units
  FOREACH t IN ARRAY ARRAY['budget_unit', 'gap_cause', 'gap_approval', 'year_figure', 'year_end_unit', 'year_end_line', 'gap_attributed'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY (current_areas())) WITH CHECK (unit = ANY (current_areas()))', t);
  END LOOP;
END $$;

DO $$
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('fact_stream'::regclass), ';')
    || $s$ UNION ALL SELECT 'gap_attributed', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM gap_attributed$s$;
END $$;
