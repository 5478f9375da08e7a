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

-- ── the calendar of money in advance ────────────────────────────────────────────────────────────────────────────────
CREATE TABLE prepayment_plan (
  plan text NOT NULL, pool text NOT NULL, fund text NOT NULL, in_force date NOT NULL,  -- '' for every pool, for every fund
  name text NOT NULL,
  rhythm text NOT NULL CHECK (rhythm IN ('year', 'quarter', 'month')),
  apply_from text NOT NULL, apply_until text NOT NULL, pay_until text NOT NULL, return_until text NOT NULL,  -- months after the period's beginning, and a day
  payees text NOT NULL CHECK (payees IN ('hospital', 'alliance')),
  conditions text NOT NULL,                                        -- what the gate asks, words separated by blanks
  months_rule text NOT NULL,                                       -- figure of payment_rule: how many average months at most
  source text NOT NULL, certainty text NOT NULL,
  CHECK (apply_from ~ '^\d{1,2}-\d{2}$' AND apply_until ~ '^\d{1,2}-\d{2}$' AND pay_until ~ '^\d{1,2}-\d{2}$' AND return_until ~ '^\d{1,2}-\d{2}$'),
  PRIMARY KEY (plan, pool, fund, in_force)
);
COMMENT ON TABLE prepayment_plan IS 'reference: when money in advance is applied for, paid and back again, to whom and under which conditions (catalogues/payment)';

CREATE TABLE medical_alliance (
  alliance text PRIMARY KEY,
  pool text NOT NULL, name text NOT NULL, unit text NOT NULL,
  lead text NOT NULL,                                              -- code of the hospital that leads it and is paid
  in_force date NOT NULL, until date NOT NULL,
  source text NOT NULL, certainty text NOT NULL
);
COMMENT ON TABLE medical_alliance IS 'reference: close-knit medical alliances that are paid in advance (D6, catalogues/payment)';
GRANT SELECT ON prepayment_plan, medical_alliance TO tongchou_desk, tongchou_batch;
GRANT INSERT, UPDATE ON prepayment_plan, medical_alliance TO tongchou_batch;

ALTER TABLE prepayment ADD COLUMN plan text NOT NULL DEFAULT 'yearly';
ALTER TABLE prepayment ADD COLUMN instalment smallint NOT NULL DEFAULT 1;
