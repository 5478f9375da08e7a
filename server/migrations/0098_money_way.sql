-- Outside payers by kind as data; an enterprise owes what its own people's bills come to.
CREATE TABLE payer_kind (
  kind text PRIMARY KEY,
  name text NOT NULL,
  settles text NOT NULL CHECK (settles IN ('insurance', 'beside', 'other_area')),  -- how it settles with the fund: by which movements
  owes text NOT NULL,                                              -- payer of the layers it answers for; '' where no layer is its own
  employer text NOT NULL CHECK (employer IN ('', 'yes')),          -- each contract is one employer's
  ordinal smallint NOT NULL
);
COMMENT ON TABLE payer_kind IS 'reference: kinds of outside payers, how each settles and which layers it owes (catalogues/payment)';
GRANT SELECT ON payer_kind TO tongchou_desk, tongchou_batch;
GRANT INSERT, UPDATE ON payer_kind TO tongchou_batch;

-- Kinds are rows of payer_kind, which is loaded from the catalogue after this; a contract is only ever inserted by way of it.
ALTER TABLE payer_contract DROP CONSTRAINT payer_contract_payer_kind_check;
ALTER TABLE payer_contract ADD COLUMN employer bigint REFERENCES employer;   -- whose people's bills it answers for; null: everybody's
CREATE INDEX ON payer_contract (employer);

-- Whose person it was is read as it was known when the bill was settled, so a cancellation falls on whoever owed the bill.
DROP FUNCTION payer_dues(text, integer);
CREATE FUNCTION payer_dues(of_payer text, of_year integer, of_employer bigint DEFAULT NULL)
  RETURNS TABLE (month date, unit text, scheme text, layer text, bills bigint, fen bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT date_trunc('month', s.booked_on)::date, s.area, s.scheme, l.layer, count(*), sum(CASE WHEN s.cancels IS NULL OR l.paid_fen < 0 THEN l.paid_fen ELSE -l.paid_fen END)::bigint
    FROM settlement s JOIN settlement_layer l USING (person, settlement)
   WHERE l.payer = of_payer AND s.booked_on BETWEEN make_date(of_year, 1, 1) AND make_date(of_year, 12, 31) AND s.area = ANY (current_areas())
     AND (of_employer IS NULL OR of_employer = (
       SELECT e.employer FROM enrolment e JOIN settlement o ON o.person = s.person AND o.settlement = coalesce(s.cancels, s.settlement)
        WHERE e.person = s.person AND e.scheme = s.scheme AND e.benefit_year = o.benefit_year ORDER BY e.known_at <= o.known_at DESC, e.enrolment DESC LIMIT 1))
   GROUP BY 1, 2, 3, 4 $$;
REVOKE EXECUTE ON FUNCTION payer_dues(text, integer, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payer_dues(text, integer, bigint) TO tongchou_desk, tongchou_batch;
