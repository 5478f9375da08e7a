-- Trials of drafts (基金测算): every bill of a population settled again under the rules in force and under a draft. What was
-- compared, what came of it for each fund and group, and everybody who would lose, with the reason. All of it is kept as found.
CREATE SEQUENCE trial_seq AS bigint MINVALUE 1;

-- The rules that a draft composes to, as they were tried; the rules in force stand in rule_set.
CREATE TABLE tried_rule_set (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  area text NOT NULL REFERENCES area,
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  documents text[] NOT NULL,                                       -- hashes of the texts, the draft's among them, sorted
  content jsonb NOT NULL                                           -- all versions of BenefitPolicy, money as text
);
COMMENT ON TABLE tried_rule_set IS 'fact: compiled rules of drafts that were tried, by content hash';

CREATE TABLE trial (
  trial bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  job bigint NOT NULL REFERENCES job,
  officer bigint REFERENCES officer,
  draft text NOT NULL,                                             -- number of the draft, or path of the consultation draft
  draft_name text NOT NULL,
  draft_hashes text[] NOT NULL,                                    -- SHA-256 of the texts that were tried: whether it is still the same draft
  population text NOT NULL CHECK (population IN ('settled')),      -- bills settled in the days below, cancelled ones left out
  booked_from date NOT NULL, booked_to date NOT NULL CHECK (booked_to >= booked_from),
  scheme text CHECK (scheme IN ('employee', 'resident')),          -- null: both
  rules_on date,                                                   -- both sides' rules as of this day; null: of each bill's own day
  rules_before jsonb NOT NULL, rules_after jsonb NOT NULL,         -- hash by scheme
  engine text NOT NULL,
  bills integer NOT NULL, persons integer NOT NULL,
  left_out jsonb NOT NULL,                                         -- bills that one side cannot settle, counted by reason
  months integer NOT NULL CHECK (months > 0),                      -- calendar months that the days touch
  balances_on date NOT NULL,
  cover_definition text NOT NULL,
  tried_at timestamptz NOT NULL, known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE trial IS 'fact: what was compared in a trial of a draft: rules, bills, dates, engine, officer';
CREATE INDEX ON trial (pool, trial);
CREATE INDEX ON trial (job);
CREATE INDEX ON trial (officer);

-- Sums of the trial for one unit and scheme, by one dimension: scheme, level, age, class, identity, benefit, month, standard
-- (class × level), payer, fund. Persons are counted once in each cell.
CREATE TABLE trial_cell (
  trial bigint NOT NULL REFERENCES trial DEFERRABLE INITIALLY DEFERRED,
  unit text NOT NULL REFERENCES area,
  scheme text NOT NULL, dimension text NOT NULL, key text NOT NULL,
  bills integer NOT NULL, persons integer NOT NULL,
  losers integer NOT NULL, gainers integer NOT NULL,               -- persons by their whole result; in the dimension scheme only
  loss_fen bigint NOT NULL, gain_fen bigint NOT NULL,
  total_fen bigint NOT NULL,
  in_scope_before_fen bigint NOT NULL, in_scope_after_fen bigint NOT NULL,
  fund_before_fen bigint NOT NULL, fund_after_fen bigint NOT NULL, -- all layers but the hospital's; of one payer or fund in those dimensions
  hospital_before_fen bigint NOT NULL, hospital_after_fen bigint NOT NULL,
  self_before_fen bigint NOT NULL, self_after_fen bigint NOT NULL, -- personal account and cash
  PRIMARY KEY (trial, unit, scheme, dimension, key)
);
COMMENT ON TABLE trial_cell IS 'fact: sums of a trial by unit, scheme and dimension';
CREATE INDEX ON trial_cell (unit);

CREATE TABLE trial_fund (
  trial bigint NOT NULL REFERENCES trial DEFERRABLE INITIALLY DEFERRED,
  unit text NOT NULL REFERENCES area,
  fund text NOT NULL,
  free_fen bigint NOT NULL,                                        -- money of the fund that may be spent, on trial.balances_on
  before_fen bigint NOT NULL, after_fen bigint NOT NULL,           -- spent on the bills of the trial
  PRIMARY KEY (trial, unit, fund)
);
COMMENT ON TABLE trial_fund IS 'fact: what a fund holds and would spend under both rules';
CREATE INDEX ON trial_fund (unit);

CREATE TABLE trial_loser (
  person bigint NOT NULL REFERENCES person,
  trial bigint NOT NULL REFERENCES trial DEFERRABLE INITIALLY DEFERRED,
  area text NOT NULL REFERENCES area,                              -- unit of the bill named below
  scheme text NOT NULL, class text NOT NULL, level text NOT NULL, benefit text NOT NULL,
  identities text[] NOT NULL,
  age smallint NOT NULL,
  bills integer NOT NULL, worse_bills integer NOT NULL,
  self_before_fen bigint NOT NULL, self_after_fen bigint NOT NULL, loss_fen bigint NOT NULL CHECK (loss_fen > 0),
  settlement bigint NOT NULL,                                      -- the bill on which most is lost, and its first step that pays less
  step text NOT NULL,
  article_before text NOT NULL, article_after text NOT NULL,
  rule_before text NOT NULL, rule_after text NOT NULL,
  PRIMARY KEY (person, trial),
  CHECK (loss_fen = self_after_fen - self_before_fen)
);
COMMENT ON TABLE trial_loser IS 'fact person-keyed: who would pay more under a tried draft, how much and why';
CREATE INDEX ON trial_loser (trial, loss_fen);
CREATE INDEX ON trial_loser (area);

GRANT USAGE ON SEQUENCE trial_seq TO tongchou_batch;
GRANT SELECT ON trial, trial_cell, trial_fund, trial_loser, tried_rule_set TO tongchou_desk, tongchou_batch;
GRANT INSERT ON trial, trial_cell, trial_fund, trial_loser, tried_rule_set TO tongchou_batch;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['trial_cell', 'trial_fund', 'trial_loser'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['trial_cell', 'trial_fund'] LOOP
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY ((SELECT current_areas())::text[]))', t);
  END LOOP;
END $$;
CREATE POLICY desk ON trial_loser TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[]));
