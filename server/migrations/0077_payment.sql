-- Money out: accounts of payees, what each provider is due for a month and who agreed to it, what is to be paid, batches to the bank,
-- their files and results, deposits and prepayments. Every row is insert-only; where something stands is its last step.
CREATE SEQUENCE payment_seq AS bigint MINVALUE 1;
GRANT USAGE ON SEQUENCE payment_seq TO tongchou_desk, tongchou_batch;

-- ── data of the place and of banks ──────────────────────────────────────────────────────────────────────────────────
CREATE TABLE payment_rule (
  pool text NOT NULL,                                              -- '' for every pool
  fund text NOT NULL,                                              -- '' for every fund
  name text NOT NULL, in_force date NOT NULL,
  value text NOT NULL, source text NOT NULL, certainty text NOT NULL,
  PRIMARY KEY (pool, fund, name, in_force)
);
COMMENT ON TABLE payment_rule IS 'reference: figures of payment by pool and fund: deposit ratio, scores, gate of prepayments (catalogues/payment)';

CREATE TABLE bank_template (
  template text PRIMARY KEY,
  name text NOT NULL, format text NOT NULL CHECK (format IN ('separated', 'fixed')), separator text NOT NULL,
  encoding text NOT NULL CHECK (encoding IN ('utf-8', 'gb18030')), source text NOT NULL
);
COMMENT ON TABLE bank_template IS 'reference: forms of bank files (catalogues/payment)';

CREATE TABLE bank_template_field (
  template text NOT NULL REFERENCES bank_template,
  file text NOT NULL CHECK (file IN ('out', 'back')), record text NOT NULL CHECK (record IN ('head', 'line')), ordinal smallint NOT NULL,
  field text NOT NULL, title text NOT NULL, width smallint NOT NULL, align text NOT NULL CHECK (align IN ('left', 'right')), pad text NOT NULL,
  PRIMARY KEY (template, file, record, ordinal)
);
COMMENT ON TABLE bank_template_field IS 'reference: fields of bank files in their order';

CREATE TABLE bank_result_code (
  template text NOT NULL REFERENCES bank_template,
  code text NOT NULL, outcome text NOT NULL CHECK (outcome IN ('paid', 'failed', 'returned')), name text NOT NULL,
  PRIMARY KEY (template, code)
);
COMMENT ON TABLE bank_result_code IS 'reference: a bank''s words for what became of a payment';
GRANT SELECT ON payment_rule, bank_template, bank_template_field, bank_result_code TO tongchou_desk, tongchou_batch;
GRANT INSERT, UPDATE ON payment_rule, bank_template, bank_template_field, bank_result_code TO tongchou_batch;

-- ── steps of everything that officers decide here ───────────────────────────────────────────────────────────────────
CREATE TABLE payment_step (
  subject text NOT NULL CHECK (subject ~ '^[a-z_]+$'), number bigint NOT NULL, step integer NOT NULL,
  kind text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
  remark text NOT NULL DEFAULT '',
  detail jsonb NOT NULL DEFAULT '{}',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (subject, number, step)
);
COMMENT ON TABLE payment_step IS 'fact: what officers decided upon accounts, monthly cycles, batches, deposits, prepayments, requests for funds, contracts';
CREATE INDEX ON payment_step (officer);

CREATE FUNCTION payment_stage(of_subject text, of_number bigint) RETURNS text LANGUAGE sql STABLE SET search_path = tongchou, pg_temp
  AS $$ SELECT coalesce((SELECT s.kind FROM payment_step s WHERE s.subject = of_subject AND s.number = of_number ORDER BY s.step DESC LIMIT 1), 'begun') $$;

-- ── accounts ────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE payee_account (
  account bigint PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('provider', 'payer', 'fund')),
  payee text NOT NULL,                                             -- provider, outside payer, or book/unit/account of a fund
  unit text NOT NULL REFERENCES area,
  holder text NOT NULL CHECK (length(btrim(holder)) >= 2), bank text NOT NULL CHECK (length(btrim(bank)) >= 2), bank_code text NOT NULL DEFAULT '',
  number_cipher bytea NOT NULL, tail text NOT NULL,                -- encrypted with the installation's key; last four digits
  reason text NOT NULL, officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE payee_account IS 'fact: bank accounts of providers, outside payers and of the funds themselves, as proposed; a second officer decides';
CREATE INDEX ON payee_account (kind, payee);
CREATE INDEX ON payee_account (unit);
CREATE INDEX ON payee_account (officer);

CREATE TABLE person_account (
  person bigint NOT NULL REFERENCES person,
  account bigint NOT NULL UNIQUE,
  unit text NOT NULL REFERENCES area,
  holder text NOT NULL CHECK (length(btrim(holder)) >= 2), bank text NOT NULL CHECK (length(btrim(bank)) >= 2), bank_code text NOT NULL DEFAULT '',
  number_cipher bytea NOT NULL, tail text NOT NULL,
  reason text NOT NULL, officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, account)
);
COMMENT ON TABLE person_account IS 'fact person-keyed: bank accounts of persons as proposed; a second officer decides';
CREATE INDEX ON person_account (unit);
CREATE INDEX ON person_account (officer);

-- ── the month of a provider ─────────────────────────────────────────────────────────────────────────────────────────
-- National details of 社会保险待遇支出 by kind of care.
CREATE FUNCTION care_of(benefit text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN benefit IN ('inpatient', 'day_surgery', 'home_bed', 'accident') THEN 'inpatient'
              WHEN benefit IN ('birth', 'birth_complicated', 'maternity_outpatient') THEN 'birth'
              WHEN benefit IN ('chronic_outpatient', 'special_outpatient', 'two_diseases_outpatient', 'special_drug') THEN 'outpatient_major'
              WHEN benefit = 'pharmacy' THEN 'pharmacy' WHEN benefit IN ('outpatient', 'emergency') THEN 'outpatient' ELSE 'other' END $$;

-- What a month's bills made payable, by provider, unit, part and care: sums only, no person. An officer sees providers of the own
-- units with all that is due to them, whoever's money it is.
CREATE FUNCTION provider_dues(of_book text, of_month date, of_provider text DEFAULT NULL, span integer DEFAULT 1)
  RETURNS TABLE (provider text, unit text, part text, care text, fen bigint, bills bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT m.provider, m.area, CASE split_part(a.account, '/', 2) WHEN '' THEN 'pool' ELSE split_part(a.account, '/', 2) END, care_of(s.benefit), -sum(a.fen)::bigint, count(*)
    FROM memo_entry m JOIN settlement s USING (person, settlement) JOIN provider p ON p.code = m.provider, unnest(m.accounts, m.amounts) AS a(account, fen)
   WHERE m.book = of_book AND m.booked_on >= of_month AND m.booked_on < of_month + make_interval(months => span) AND (of_provider IS NULL OR m.provider = of_provider)
     AND p.area = ANY (current_areas()) AND split_part(a.account, '/', 1) = 'payable_providers'
   GROUP BY 1, 2, 3, 4 HAVING sum(a.fen) <> 0 $$;
REVOKE EXECUTE ON FUNCTION provider_dues(text, date, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION provider_dues(text, date, text, integer), care_of(text), payment_stage(text, bigint) TO tongchou_desk, tongchou_batch;

CREATE TABLE pay_cycle (
  cycle bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, provider text NOT NULL REFERENCES provider, month date NOT NULL CHECK (month = date_trunc('month', month)),
  area text NOT NULL REFERENCES area,                              -- the provider's
  kind text NOT NULL CHECK (kind IN ('monthly', 'yearly')),
  declared_fen bigint NOT NULL,                                    -- what the provider declared; 0 where it did not
  requests bigint[] NOT NULL,                                      -- its clearing requests
  deposit_ratio text NOT NULL, deposit_source text NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL
);
COMMENT ON TABLE pay_cycle IS 'fact: a provider''s month, opened for payment with what its bills come to';
CREATE INDEX ON pay_cycle (book, month);
CREATE INDEX ON pay_cycle (provider, month);
CREATE INDEX ON pay_cycle (area);
CREATE INDEX ON pay_cycle (officer);

CREATE TABLE pay_cycle_due (
  cycle bigint NOT NULL REFERENCES pay_cycle, line smallint NOT NULL,
  unit text NOT NULL REFERENCES area,
  part text NOT NULL CHECK (part IN ('pool', 'account', 'insurer', 'liable')), care text NOT NULL,
  by_item_fen bigint NOT NULL, carried_fen bigint NOT NULL CHECK (carried_fen <= 0), bills integer NOT NULL,
  PRIMARY KEY (cycle, line)
);
COMMENT ON TABLE pay_cycle_due IS 'fact: what the month''s bills come to, by unit, part and care';
CREATE INDEX ON pay_cycle_due (unit);

CREATE TABLE pay_cycle_change (
  change bigint PRIMARY KEY,
  cycle bigint NOT NULL REFERENCES pay_cycle,
  kind text NOT NULL CHECK (kind IN ('method_difference', 'deduction', 'netting_this_year', 'netting_earlier', 'set_off')),
  unit text NOT NULL REFERENCES area,
  part text NOT NULL CHECK (part IN ('pool', 'account', 'insurer', 'liable')), care text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0 AND (amount_fen > 0 OR kind = 'method_difference')),
  reason text NOT NULL CHECK (length(btrim(reason)) >= 4), article text NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  CHECK (kind <> 'deduction' OR length(btrim(article)) >= 2)
);
COMMENT ON TABLE pay_cycle_change IS 'fact: what is added to or taken off a provider''s month, with reason and article';
CREATE INDEX ON pay_cycle_change (cycle);
CREATE INDEX ON pay_cycle_change (unit);
CREATE INDEX ON pay_cycle_change (officer);

CREATE TABLE pay_cycle_word (
  change bigint NOT NULL REFERENCES pay_cycle_change, word integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('objected', 'upheld', 'dropped')),
  text text NOT NULL CHECK (length(btrim(text)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (change, word)
);
COMMENT ON TABLE pay_cycle_word IS 'fact: a provider''s objection to a change and the answer; a dropped change no longer counts';
CREATE INDEX ON pay_cycle_word (officer);

-- ── deposits and prepayments ────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE deposit_decision (
  decision bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, provider text NOT NULL REFERENCES provider, area text NOT NULL REFERENCES area, year integer NOT NULL,
  score integer NOT NULL CHECK (score BETWEEN 0 AND 20000),        -- hundredths of a point
  evidence text NOT NULL CHECK (length(btrim(evidence)) >= 4),     -- the appraisal's result: document or report
  full_score integer NOT NULL, pass_score integer NOT NULL, source text NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE deposit_decision IS 'fact: what of a year''s deposits goes back to a provider after its appraisal';
CREATE INDEX ON deposit_decision (book, provider, year);
CREATE INDEX ON deposit_decision (provider);
CREATE INDEX ON deposit_decision (area);
CREATE INDEX ON deposit_decision (officer);

CREATE TABLE deposit_decision_line (
  decision bigint NOT NULL REFERENCES deposit_decision, line smallint NOT NULL,
  unit text NOT NULL REFERENCES area, part text NOT NULL CHECK (part IN ('pool', 'account')), care text NOT NULL,
  held_fen bigint NOT NULL CHECK (held_fen > 0), returned_fen bigint NOT NULL CHECK (returned_fen BETWEEN 0 AND held_fen),
  PRIMARY KEY (decision, line)
);
COMMENT ON TABLE deposit_decision_line IS 'fact: deposit held and given back by unit, part and care';
CREATE INDEX ON deposit_decision_line (unit);

CREATE TABLE prepayment (
  prepayment bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, provider text NOT NULL REFERENCES provider, unit text NOT NULL REFERENCES area, year integer NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  conditions jsonb NOT NULL,                                       -- name, met, found
  purpose text NOT NULL CHECK (length(btrim(purpose)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE prepayment IS 'fact: a provider applies for money in advance, with the conditions as they were found';
CREATE INDEX ON prepayment (book, provider, year);
CREATE INDEX ON prepayment (provider);
CREATE INDEX ON prepayment (unit);
CREATE INDEX ON prepayment (officer);

-- ── what is to be paid ──────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE payable (
  payable bigint PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('cycle', 'difference', 'deposit', 'prepayment', 'outside')),
  source text NOT NULL,                                            -- number of what was approved
  book text NOT NULL REFERENCES book, units text[] NOT NULL CHECK (cardinality(units) > 0),
  payee_kind text NOT NULL CHECK (payee_kind IN ('provider', 'person', 'payer')),
  payee text NOT NULL,                                             -- provider or payer; '' for a person, who stands in payable_person
  title text NOT NULL, month date NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  officer bigint NOT NULL REFERENCES officer,                      -- who approved it
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  UNIQUE (kind, source, book)                                      -- a thing is to be paid once
);
COMMENT ON TABLE payable IS 'fact: an approved payment to a provider, a person or an outside payer';
CREATE INDEX ON payable (book, month);
CREATE INDEX ON payable (payee);
CREATE INDEX ON payable (officer);

CREATE TABLE payable_line (
  payable bigint NOT NULL REFERENCES payable, line smallint NOT NULL,
  unit text NOT NULL REFERENCES area, period date NOT NULL,
  part text NOT NULL CHECK (part IN ('pool', 'account', 'insurer', 'liable')), care text NOT NULL,
  gross_fen bigint NOT NULL CHECK (gross_fen > 0),
  deduction_fen bigint NOT NULL DEFAULT 0, deposit_fen bigint NOT NULL DEFAULT 0, netted_this_year_fen bigint NOT NULL DEFAULT 0,
  netted_earlier_fen bigint NOT NULL DEFAULT 0, set_off_fen bigint NOT NULL DEFAULT 0, pay_fen bigint NOT NULL CHECK (pay_fen >= 0),
  PRIMARY KEY (payable, line),
  CHECK (pay_fen = gross_fen - deduction_fen - deposit_fen - netted_this_year_fen - netted_earlier_fen - set_off_fen)
);
COMMENT ON TABLE payable_line IS 'fact: what a payment is for, by unit, month, part and care';
CREATE INDEX ON payable_line (unit);

CREATE TABLE payable_person (
  person bigint NOT NULL REFERENCES person, payable bigint NOT NULL UNIQUE REFERENCES payable,
  unit text NOT NULL REFERENCES area,
  PRIMARY KEY (person, payable)
);
COMMENT ON TABLE payable_person IS 'fact person-keyed: whom a payment to a person is for';
CREATE INDEX ON payable_person (unit);

-- ── batches ─────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE payment_batch (
  batch bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, units text[] NOT NULL CHECK (cardinality(units) > 0),
  template text NOT NULL REFERENCES bank_template,
  title text NOT NULL CHECK (length(btrim(title)) >= 2),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL
);
COMMENT ON TABLE payment_batch IS 'fact: payments that go to the bank together, out of one fund''s expenditure account';
CREATE INDEX ON payment_batch (book, known_at);
CREATE INDEX ON payment_batch (officer);

CREATE TABLE payment_item (
  batch bigint NOT NULL REFERENCES payment_batch, item integer NOT NULL,
  payable bigint NOT NULL REFERENCES payable, attempt smallint NOT NULL CHECK (attempt > 0),
  account bigint NOT NULL,                                         -- of payee_account or person_account
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  item_key text NOT NULL UNIQUE,                                   -- goes to the bank and comes back
  repays boolean NOT NULL,                                         -- the money was returned before and waits in 2001
  PRIMARY KEY (batch, item),
  UNIQUE (payable, attempt)                                        -- nothing is under way twice
);
COMMENT ON TABLE payment_item IS 'fact: one payment of a batch; the same thing is paid anew only after the earlier attempt failed';

CREATE TABLE payment_file (
  file bigint PRIMARY KEY,
  batch bigint NOT NULL REFERENCES payment_batch,
  direction text NOT NULL CHECK (direction IN ('out', 'back')),
  name text NOT NULL, sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea NOT NULL,                                          -- encrypted with the installation's key
  lines integer NOT NULL, total_fen bigint NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (direction, sha256)                                       -- the same file twice is recognised
);
COMMENT ON TABLE payment_file IS 'fact: files sent to and received from the bank';
CREATE INDEX ON payment_file (batch);
CREATE INDEX ON payment_file (officer);

CREATE TABLE payment_file_fault (
  file bigint NOT NULL REFERENCES payment_file, line integer NOT NULL, why text NOT NULL,
  PRIMARY KEY (file, line)
);
COMMENT ON TABLE payment_file_fault IS 'fact: lines of a result file that could not be taken, and why';

CREATE TABLE payment_result (
  batch bigint NOT NULL, item integer NOT NULL, outcome text NOT NULL CHECK (outcome IN ('paid', 'failed', 'returned')),
  happened_on date NOT NULL, reason text NOT NULL DEFAULT '',
  file bigint NOT NULL REFERENCES payment_file,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (batch, item, outcome),
  FOREIGN KEY (batch, item) REFERENCES payment_item
);
COMMENT ON TABLE payment_result IS 'fact: what the bank did with a payment: paid, not carried out, or returned after it was paid';
CREATE INDEX ON payment_result (file);

CREATE TABLE payment_posting (
  batch bigint NOT NULL, item integer NOT NULL, book text NOT NULL REFERENCES book, fact bigint NOT NULL, fact_kind text NOT NULL,
  PRIMARY KEY (batch, item, fact),
  FOREIGN KEY (batch, item) REFERENCES payment_item
);
COMMENT ON TABLE payment_posting IS 'fact: the facts of the books that a payment made';
CREATE INDEX ON payment_posting (book, fact);

-- Where a payable stands: open, under way, paid, or open again because the bank did not carry it out or gave it back.
CREATE VIEW payable_standing WITH (security_invoker = true) AS
  SELECT p.*, i.batch, i.item, i.attempt, i.account, r.outcome, r.happened_on, r.reason,
         CASE WHEN i.batch IS NULL OR payment_stage('batch', i.batch) IN ('cancelled', 'turned_down') THEN 'open'
              WHEN r.outcome IS NULL THEN 'under_way' WHEN r.outcome = 'paid' THEN 'paid' ELSE r.outcome END AS standing
    FROM payable p
    LEFT JOIN LATERAL (SELECT x.* FROM payment_item x WHERE x.payable = p.payable ORDER BY x.attempt DESC LIMIT 1) i ON true
    LEFT JOIN LATERAL (SELECT y.* FROM payment_result y WHERE y.batch = i.batch AND y.item = i.item ORDER BY y.outcome = 'paid' LIMIT 1) r ON true;
GRANT SELECT ON payable_standing TO tongchou_desk, tongchou_batch;

-- ── two more facts of the books ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE clearing_adjusted (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  provider text NOT NULL REFERENCES provider, period date NOT NULL, part text NOT NULL CHECK (part IN ('pool', 'account')),
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE clearing_adjusted IS 'fact: the payment method makes a provider''s month cost more or less than its bills by item';
CREATE INDEX ON clearing_adjusted (provider);

CREATE TABLE recovery_claimed (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  part text NOT NULL CHECK (part IN ('pool', 'account')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE recovery_claimed IS 'fact: somebody has to give back what the fund paid wrongly';

DO $$
DECLARE t text; stream text;
BEGIN
  stream := rtrim(pg_get_viewdef('fact_stream'::regclass), ';');
  FOREACH t IN ARRAY ARRAY['clearing_adjusted', 'recovery_claimed'] LOOP
    EXECUTE format('CREATE INDEX ON %I (unit)', t);
    stream := stream || format(' UNION ALL SELECT %L, book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM %I', t, t);
  END LOOP;
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || stream;

  -- by one unit
  FOREACH t IN ARRAY ARRAY['payee_account', 'person_account', 'prepayment', 'payable_person', 'clearing_adjusted', 'recovery_claimed'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY ((SELECT current_areas())::text[])) WITH CHECK (unit = ANY ((SELECT current_areas())::text[]))', t);
  END LOOP;
  -- by the provider's area
  FOREACH t IN ARRAY ARRAY['pay_cycle', 'deposit_decision'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[])) WITH CHECK (area = ANY ((SELECT current_areas())::text[]))', t);
  END LOOP;
  -- of several units: seen where one is the officer's, made only where all are
  FOREACH t IN ARRAY ARRAY['payable', 'payment_batch'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (units && (SELECT current_areas())::text[]) WITH CHECK (units <@ (SELECT current_areas())::text[])', t);
  END LOOP;
  -- with what they belong to
  FOREACH t IN ARRAY ARRAY['pay_cycle_due', 'pay_cycle_change'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (EXISTS (SELECT 1 FROM pay_cycle c WHERE c.cycle = %I.cycle))', t, t);
  END LOOP;
  ALTER TABLE deposit_decision_line ENABLE ROW LEVEL SECURITY;
  CREATE POLICY desk ON deposit_decision_line TO tongchou_desk USING (EXISTS (SELECT 1 FROM deposit_decision d WHERE d.decision = deposit_decision_line.decision));
  ALTER TABLE payable_line ENABLE ROW LEVEL SECURITY;
  CREATE POLICY desk ON payable_line TO tongchou_desk USING (EXISTS (SELECT 1 FROM payable p WHERE p.payable = payable_line.payable));
  FOREACH t IN ARRAY ARRAY['payment_item', 'payment_file', 'payment_result', 'payment_posting'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (EXISTS (SELECT 1 FROM payment_batch b WHERE b.batch = %I.batch))', t, t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['payee_account', 'person_account', 'prepayment', 'payable_person', 'clearing_adjusted', 'recovery_claimed', 'pay_cycle', 'deposit_decision',
    'payable', 'payment_batch', 'pay_cycle_due', 'pay_cycle_change', 'deposit_decision_line', 'payable_line', 'payment_item', 'payment_file', 'payment_result', 'payment_posting'] LOOP
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
  END LOOP;
  GRANT SELECT, INSERT ON payment_step, pay_cycle_word, payment_file_fault TO tongchou_desk, tongchou_batch;
END $$;

-- Accounts of every kind with where they stand; the newest approved one of a payee is paid to.
CREATE VIEW payee_account_standing WITH (security_invoker = true) AS
  SELECT account, kind, payee, NULL::bigint AS person, unit, holder, bank, bank_code, number_cipher, tail, reason, officer, known_at, payment_stage('account', account) AS stage FROM payee_account
  UNION ALL
  SELECT account, 'person', '', person, unit, holder, bank, bank_code, number_cipher, tail, reason, officer, known_at, payment_stage('account', account) FROM person_account;
GRANT SELECT ON payee_account_standing TO tongchou_desk, tongchou_batch;

-- The formula of what is owed to each provider for a year's bills, whoever's money it is; an officer sees the providers of the own units.
CREATE FUNCTION provider_formula(of_book text, of_year integer, of_provider text)
  RETURNS TABLE (provider text, provider_name text, by_item bigint, difference bigint, deduction bigint, deposit bigint, netted bigint, set_off bigint, paid bigint,
                 deposit_held bigint, prepaid_left bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
WITH due AS (SELECT provider, sum(fen)::bigint AS fen FROM provider_dues(of_book, make_date(of_year, 1, 1), of_provider, 12) GROUP BY 1),
  line AS (
    SELECT p.provider, sum(l.gross_fen)::bigint AS gross, sum(l.deduction_fen)::bigint AS deduction, sum(l.deposit_fen)::bigint AS deposit,
           sum(l.netted_this_year_fen + l.netted_earlier_fen)::bigint AS netted, sum(l.set_off_fen)::bigint AS set_off
      FROM provider_paid p JOIN provider_paid_line l USING (book, fact) WHERE p.book = of_book AND extract(year FROM p.period) = of_year GROUP BY 1),
  method AS (SELECT provider, sum(amount_fen)::bigint AS fen FROM clearing_adjusted WHERE book = of_book AND extract(year FROM period) = of_year GROUP BY 1),
  back AS (
    SELECT provider, sum(fen)::bigint AS fen FROM (
      SELECT provider, amount_fen AS fen FROM deposit_released WHERE book = of_book UNION ALL SELECT provider, amount_fen FROM deposit_forfeited WHERE book = of_book) b GROUP BY 1),
  held AS (SELECT p.provider, sum(l.deposit_fen)::bigint AS fen FROM provider_paid p JOIN provider_paid_line l USING (book, fact) WHERE p.book = of_book GROUP BY 1),
  advance AS (
    SELECT provider, sum(fen)::bigint AS fen FROM (
      SELECT provider, amount_fen AS fen FROM prepaid WHERE book = of_book AND provider IS NOT NULL
      UNION ALL SELECT provider, -amount_fen FROM prepayment_returned WHERE book = of_book AND provider IS NOT NULL
      UNION ALL SELECT p.provider, -l.set_off_fen FROM provider_paid p JOIN provider_paid_line l USING (book, fact) WHERE p.book = of_book) a GROUP BY 1)
SELECT p.code AS provider, p.name AS provider_name, coalesce(d.fen, 0)::bigint AS by_item, coalesce(m.fen, 0)::bigint AS difference, coalesce(l.deduction, 0)::bigint AS deduction,
       coalesce(l.deposit, 0)::bigint AS deposit, coalesce(l.netted, 0)::bigint AS netted, coalesce(l.set_off, 0)::bigint AS set_off,
       coalesce(l.gross - l.deduction - l.deposit - l.netted - l.set_off, 0)::bigint AS paid,
       (coalesce(h.fen, 0) - coalesce(b.fen, 0))::bigint AS deposit_held, coalesce(a.fen, 0)::bigint AS prepaid_left
  FROM provider p LEFT JOIN due d ON d.provider = p.code LEFT JOIN line l ON l.provider = p.code LEFT JOIN method m ON m.provider = p.code
  LEFT JOIN held h ON h.provider = p.code LEFT JOIN back b ON b.provider = p.code LEFT JOIN advance a ON a.provider = p.code
 WHERE (d.fen IS NOT NULL OR l.gross IS NOT NULL OR h.fen IS NOT NULL OR a.fen IS NOT NULL) AND (of_provider IS NULL OR p.code = of_provider) AND p.area = ANY (current_areas()) ORDER BY p.code $$;
REVOKE EXECUTE ON FUNCTION provider_formula(text, integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION provider_formula(text, integer, text) TO tongchou_desk, tongchou_batch;
