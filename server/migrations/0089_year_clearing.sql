-- A provider's year is cleared; money in advance comes back in cash; bills are claimed back at the counter; the expenditure account is
-- never overdrawn.

-- ── the year of a provider ──────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE year_clearing (
  clearing bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, provider text NOT NULL REFERENCES provider, area text NOT NULL REFERENCES area,
  year integer NOT NULL CHECK (year BETWEEN 2010 AND 2100),
  basis text NOT NULL CHECK (basis IN ('budget', 'method')),       -- what was agreed: a budget, or what the payment method comes to
  document text NOT NULL CHECK (length(btrim(document)) >= 4),     -- the agreement, or the paper of the method's result
  agreed_fen bigint NOT NULL CHECK (agreed_fen > 0),
  surplus_kept text NOT NULL, surplus_from text, overspend_shared text NOT NULL, overspend_to text,  -- ratios as they were given
  terms_source text NOT NULL,
  declared_fen bigint NOT NULL, reviewed_fen bigint NOT NULL, deducted_fen bigint NOT NULL, settled_fen bigint NOT NULL,
  actual_fen bigint NOT NULL, surplus_fen bigint NOT NULL, kept_fen bigint NOT NULL, overspend_fen bigint NOT NULL, shared_fen bigint NOT NULL,
  entitled_fen bigint NOT NULL,
  difference_fen bigint NOT NULL,                                  -- positive: owed to the provider; negative: to be recovered
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  CHECK (actual_fen = reviewed_fen - deducted_fen AND difference_fen = entitled_fen - settled_fen),
  CHECK (surplus_fen >= 0 AND overspend_fen >= 0 AND actual_fen = agreed_fen - surplus_fen + overspend_fen)
);
COMMENT ON TABLE year_clearing IS 'fact: a provider''s year as prepared for clearing: agreed, reviewed, settled, surplus kept or overspend shared (D5)';
CREATE INDEX ON year_clearing (book, provider, year);
CREATE INDEX ON year_clearing (provider);
CREATE INDEX ON year_clearing (area);
CREATE INDEX ON year_clearing (officer);

CREATE TABLE year_clearing_line (
  clearing bigint NOT NULL REFERENCES year_clearing, line smallint NOT NULL,
  unit text NOT NULL REFERENCES area, care text NOT NULL,
  reviewed_fen bigint NOT NULL, deducted_fen bigint NOT NULL, settled_fen bigint NOT NULL,
  difference_fen bigint NOT NULL,
  PRIMARY KEY (clearing, line)
);
COMMENT ON TABLE year_clearing_line IS 'fact: a provider''s year by unit and care, with its share of the difference';
CREATE INDEX ON year_clearing_line (unit);

CREATE TABLE year_clearing_word (
  clearing bigint NOT NULL REFERENCES year_clearing, word integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('objected', 'upheld', 'accepted')),
  text text NOT NULL CHECK (length(btrim(text)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (clearing, word)
);
COMMENT ON TABLE year_clearing_word IS 'fact: a provider''s objection to the clearing of its year, and the answer';
CREATE INDEX ON year_clearing_word (officer);

-- A provider's year by unit and care, the pool's part alone: what its bills come to, what was deducted and what the months were settled
-- for. Sums only, no person; an officer sees providers of the own areas with whoever's money it is.
CREATE FUNCTION provider_year(of_book text, of_year integer, of_provider text DEFAULT NULL)
  RETURNS TABLE (provider text, unit text, care text, reviewed bigint, deducted bigint, settled bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT provider, unit, care, sum(reviewed)::bigint, sum(deducted)::bigint, sum(settled)::bigint FROM (
    SELECT d.provider, d.unit, d.care, d.fen AS reviewed, 0::bigint AS deducted, 0::bigint AS settled
      FROM provider_dues(of_book, make_date(of_year, 1, 1), of_provider, 12) d WHERE d.part = 'pool'
    UNION ALL
    SELECT p.provider, l.unit, l.care, 0, l.deduction_fen, l.gross_fen - l.deduction_fen FROM provider_paid p JOIN provider_paid_line l USING (book, fact)
     WHERE p.book = of_book AND extract(year FROM p.period) = of_year AND l.part = 'pool' AND (of_provider IS NULL OR p.provider = of_provider)) x
   WHERE EXISTS (SELECT 1 FROM provider v WHERE v.code = x.provider AND v.area = ANY (current_areas()))
   GROUP BY 1, 2, 3 $$;
REVOKE EXECUTE ON FUNCTION provider_year(text, integer, text) FROM PUBLIC;

-- Months of the year that have bills and were not paid yet.
CREATE FUNCTION provider_year_open(of_book text, of_year integer, of_provider text) RETURNS date[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT coalesce(array_agg(m.month ORDER BY m.month), '{}') FROM (SELECT make_date(of_year, n, 1) AS month FROM generate_series(1, 12) n) m
   WHERE (SELECT coalesce(sum(d.fen), 0) FROM provider_dues(of_book, m.month, of_provider) d) > 0
     AND NOT EXISTS (SELECT 1 FROM provider_paid p WHERE p.book = of_book AND p.provider = of_provider AND p.period = m.month) $$;
REVOKE EXECUTE ON FUNCTION provider_year_open(text, integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION provider_year(text, integer, text), provider_year_open(text, integer, text) TO tongchou_desk, tongchou_batch;

ALTER TABLE payable DROP CONSTRAINT payable_kind_check;
ALTER TABLE payable ADD CONSTRAINT payable_kind_check CHECK (kind IN ('cycle', 'difference', 'deposit', 'prepayment', 'outside', 'clearing', 'claim'));

-- ── money in advance comes back ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE prepayment_receipt (
  receipt bigint PRIMARY KEY,
  prepayment bigint NOT NULL REFERENCES prepayment,
  unit text NOT NULL REFERENCES area,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  happened_on date NOT NULL,
  evidence text NOT NULL CHECK (length(btrim(evidence)) >= 4),     -- bank slip
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL
);
COMMENT ON TABLE prepayment_receipt IS 'fact: a provider gave money in advance back to the expenditure account, as reported; booked when a second officer agrees';
CREATE INDEX ON prepayment_receipt (prepayment);
CREATE INDEX ON prepayment_receipt (unit);
CREATE INDEX ON prepayment_receipt (officer);

-- ── hand reimbursements ─────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE reimbursement (
  person bigint NOT NULL REFERENCES person,
  claim bigint NOT NULL UNIQUE,
  unit text NOT NULL REFERENCES area,                              -- unit of enrolment: whose officers decide
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  provider text NOT NULL REFERENCES provider, med_type text NOT NULL,
  begins date NOT NULL, ends date NOT NULL CHECK (ends >= begins),
  invoice text NOT NULL CHECK (length(btrim(invoice)) >= 4),
  diagnosis text, disease text,
  total_fen bigint NOT NULL CHECK (total_fen > 0),
  reason text NOT NULL CHECK (length(btrim(reason)) >= 4),         -- why it was not settled directly
  papers text NOT NULL CHECK (length(btrim(papers)) >= 2),         -- what was handed in
  lines jsonb NOT NULL,                                            -- code, day, quantity, price, amount in fen; numbers as text
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, claim)
);
COMMENT ON TABLE reimbursement IS 'fact person-keyed: a bill that the person paid and claims back at the counter (H5)';
CREATE INDEX ON reimbursement (unit);
CREATE INDEX ON reimbursement (provider, invoice);
CREATE INDEX ON reimbursement (officer);

-- What a fund owes the person may be the insurer's or a liable party's in the end, as it may be with what is paid to a provider.
ALTER TABLE person_paid DROP CONSTRAINT person_paid_part_check;
ALTER TABLE person_paid ADD CONSTRAINT person_paid_part_check CHECK (part IN ('pool', 'account', 'insurer', 'liable'));

-- ── requests for funds that are approved in part ────────────────────────────────────────────────────────────────────
ALTER TABLE request_chain_step ADD COLUMN partial text NOT NULL DEFAULT '' CHECK (partial IN ('', 'yes'));  -- the step may approve less, with a reason
ALTER TABLE fund_request ADD COLUMN rest_of bigint UNIQUE REFERENCES fund_request;                          -- asks again for what another was cut by

-- ── the expenditure account ─────────────────────────────────────────────────────────────────────────────────────────
-- No unit pays more out of its expenditure account than is in it when the transaction ends. Whoever adds an entry holds the balance's row
-- until then, so two that pay at once are judged one after the other. Only units that a voucher takes money from are looked at.
CREATE OR REPLACE FUNCTION check_voucher() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE found_lines bigint; total numeric; rest numeric; lacking text;
BEGIN
  SELECT count(*), coalesce(sum(amount_fen), 0) INTO found_lines, total FROM cash_entry WHERE book = NEW.book AND voucher = NEW.voucher;
  IF total <> 0 OR found_lines <> NEW.lines THEN
    RAISE EXCEPTION 'unbalanced: voucher % of % has % of % lines and sums to % fen', NEW.voucher, NEW.book, found_lines, NEW.lines, total;
  END IF;
  IF EXISTS (SELECT 1 FROM year_closed y WHERE y.book = NEW.book AND NEW.booked_on <= make_date(y.year, 12, 31) AND y.fact <> NEW.fact) THEN
    RAISE EXCEPTION 'closed_period: % of % is closed', NEW.booked_on, NEW.book;
  END IF;
  IF NEW.fact_kind <> 'opening_balance' AND EXISTS (
    SELECT 1 FROM cash_entry d JOIN cash_entry c USING (book, voucher)
    WHERE d.book = NEW.book AND d.voucher = NEW.voucher AND d.amount_fen > 0 AND c.amount_fen < 0 AND c.account <> d.account
      AND EXISTS (SELECT 1 FROM permitted_flow f WHERE f.account = d.account)
      AND NOT EXISTS (SELECT 1 FROM permitted_flow f WHERE f.account = d.account AND f.against = c.account)) THEN
    RAISE EXCEPTION 'forbidden_flow: voucher % of %', NEW.voucher, NEW.book;
  END IF;
  SELECT least(coalesce(sum(amount_fen) FILTER (WHERE detail <> 'county_finance'), 0), coalesce(min(amount_fen) FILTER (WHERE detail = 'county_finance'), 0))
    INTO rest FROM cash_balance WHERE book = NEW.book AND account = '1003';
  IF rest < 0 THEN
    RAISE EXCEPTION 'insufficient_special_account: % lacks % fen', NEW.book, -rest;
  END IF;
  SELECT b.unit, sum(b.amount_fen) INTO lacking, rest FROM cash_balance b
   WHERE b.book = NEW.book AND b.account = '1004'
     AND b.unit IN (SELECT e.unit FROM cash_entry e WHERE e.book = NEW.book AND e.voucher = NEW.voucher AND e.account = '1004' AND e.amount_fen < 0)
   GROUP BY b.unit HAVING sum(b.amount_fen) < 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'insufficient_expenditure_account: % of % lacks % fen', lacking, NEW.book, -rest;
  END IF;
  RETURN NULL;
END $$;

-- ── who may ─────────────────────────────────────────────────────────────────────────────────────────────────────────
DO $$
DECLARE t text;
BEGIN
  ALTER TABLE year_clearing ENABLE ROW LEVEL SECURITY;
  CREATE POLICY desk ON year_clearing TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[])) WITH CHECK (area = ANY ((SELECT current_areas())::text[]));
  FOREACH t IN ARRAY ARRAY['year_clearing_line', 'year_clearing_word'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (EXISTS (SELECT 1 FROM year_clearing c WHERE c.clearing = %I.clearing))', t, t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['prepayment_receipt', 'reimbursement'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY ((SELECT current_areas())::text[])) WITH CHECK (unit = ANY ((SELECT current_areas())::text[]))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['year_clearing', 'year_clearing_line', 'year_clearing_word', 'prepayment_receipt', 'reimbursement'] LOOP
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
  END LOOP;
END $$;
