-- What outside payers leave with the agency in advance and what goes back to them; what care elsewhere comes to by part and kind of care.
ALTER TABLE payer_movement DROP CONSTRAINT payer_movement_kind_check;
ALTER TABLE payer_movement ADD CONSTRAINT payer_movement_kind_check CHECK (kind IN ('premium', 'repaid', 'repaid_returned', 'surplus_returned', 'loss_paid',
  'insurer_advanced', 'advance_set_off', 'advance_returned', 'advance_received', 'clearing_received', 'clearing_returned', 'offsite_prepaid', 'offsite_returned', 'offsite_cleared'));
ALTER TABLE payable DROP CONSTRAINT payable_kind_check;
ALTER TABLE payable ADD CONSTRAINT payable_kind_check
  CHECK (kind IN ('cycle', 'difference', 'deposit', 'prepayment', 'outside', 'clearing', 'claim', 'refund', 'transfer'));

CREATE TABLE repayment_returned (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  "of" text NOT NULL CHECK ("of" IN ('insurer', 'liable')), payer text NOT NULL CHECK (length(btrim(payer)) >= 2),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE repayment_returned IS 'fact: what an insurer or a liable party had repaid for a bill that was cancelled since goes back to it (journal 34)';

CREATE TABLE payer_advance (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  payer text NOT NULL CHECK (length(btrim(payer)) >= 2), movement text NOT NULL CHECK (movement IN ('received', 'set_off', 'returned')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE payer_advance IS 'fact: money that an insurer leaves with the agency in advance, uses up or gets back';

DO $$
DECLARE t text; stream text;
BEGIN
  stream := rtrim(pg_get_viewdef('fact_stream'::regclass), ';');
  FOREACH t IN ARRAY ARRAY['repayment_returned', 'payer_advance'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY ((SELECT current_areas())::text[])) WITH CHECK (unit = ANY ((SELECT current_areas())::text[]))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
    EXECUTE format('CREATE INDEX ON %I (unit)', t);
    stream := stream || format(' UNION ALL SELECT %L, book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM %I', t, t);
  END LOOP;
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || stream;
END $$;

-- What bills of a month owe to places outside the area and was not cleared yet, by part of the fund and kind of care: sums only.
CREATE FUNCTION outside_open(of_book text, of_unit text, of_month date) RETURNS TABLE (part text, care text, fen bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT part, care, sum(fen)::bigint FROM (
    SELECT CASE split_part(a.account, '/', 2) WHEN '' THEN 'pool' ELSE split_part(a.account, '/', 2) END AS part, care_of(s.benefit) AS care, -a.fen AS fen
      FROM memo_entry m JOIN settlement s USING (person, settlement), unnest(m.accounts, m.amounts) AS a(account, fen)
     WHERE m.book = of_book AND m.area = of_unit AND m.booked_on >= of_month AND m.booked_on < of_month + interval '1 month' AND split_part(a.account, '/', 1) = 'payable_outside'
    UNION ALL
    SELECT p.part, p.care, -p.amount_fen FROM outside_paid p WHERE p.book = of_book AND p.unit = of_unit AND p.period = of_month) l
   WHERE of_unit = ANY (current_areas()) GROUP BY 1, 2 HAVING sum(fen) <> 0 ORDER BY 1, 2 $$;
REVOKE EXECUTE ON FUNCTION outside_open(text, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION outside_open(text, text, date) TO tongchou_desk, tongchou_batch;
