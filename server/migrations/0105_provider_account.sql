-- The account between the office and a provider (往来对账单): every month's figures from facts, the provider's own figures beside them, and
-- differences that two officers close with the machinery that the other parties' differences have.
CREATE TABLE provider_figure (
  figure bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, provider text NOT NULL REFERENCES provider,
  area text NOT NULL REFERENCES area,                              -- the provider's
  month date NOT NULL CHECK (month = date_trunc('month', month)),
  item text NOT NULL CHECK (item IN ('declared', 'due', 'difference', 'deduction', 'deposit', 'netted', 'set_off', 'paid', 'released', 'forfeited', 'prepaid', 'returned')),
  amount_fen bigint NOT NULL,
  source text NOT NULL CHECK (length(btrim(source)) >= 4),          -- the provider's letter, stamped statement or file
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE provider_figure IS 'fact: what a provider''s own books have for a month; a later figure of the same month and item counts';
CREATE INDEX ON provider_figure (book, provider, month);
CREATE INDEX ON provider_figure (provider);
CREATE INDEX ON provider_figure (area);
CREATE INDEX ON provider_figure (officer);
GRANT SELECT, INSERT ON provider_figure TO tongchou_desk, tongchou_batch;
ALTER TABLE provider_figure ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON provider_figure TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY desk ON provider_figure TO tongchou_desk USING (area = ANY (current_areas())) WITH CHECK (area = ANY (current_areas()));

ALTER TABLE matter_event DROP CONSTRAINT matter_event_desk_check;
ALTER TABLE matter_event ADD CONSTRAINT matter_event_desk_check CHECK (desk IN ('takeover', 'four_ways', 'provider_account'));

-- What each month of a year came to with a provider, item by item; a payment counts for the month it is for, a deposit or money in advance
-- for the month in which it moved.
CREATE FUNCTION provider_account(of_book text, of_year integer, of_provider text)
  RETURNS TABLE (month date, item text, fen bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
WITH moved AS (
  SELECT make_date(of_year, n, 1) AS month, 'due' AS item, d.fen FROM generate_series(1, 12) AS n, LATERAL provider_dues(of_book, make_date(of_year, n, 1), of_provider) d
  UNION ALL SELECT q.month, 'declared', q.fund_fen + q.account_fen FROM clearing_request q
     WHERE q.institution = of_provider AND (SELECT s.kind FROM clearing_step s WHERE s.institution = q.institution AND s.request = q.request ORDER BY s.step DESC LIMIT 1) = 'accepted'
  UNION ALL SELECT date_trunc('month', c.period)::date, 'difference', c.amount_fen FROM clearing_adjusted c WHERE c.book = of_book AND c.provider = of_provider
  UNION ALL SELECT date_trunc('month', p.period)::date, v.item, v.fen FROM provider_paid p JOIN provider_paid_line l USING (book, fact),
     LATERAL (VALUES ('deduction', l.deduction_fen), ('deposit', l.deposit_fen), ('netted', l.netted_this_year_fen + l.netted_earlier_fen), ('set_off', l.set_off_fen),
       ('paid', l.gross_fen - l.deduction_fen - l.deposit_fen - l.netted_this_year_fen - l.netted_earlier_fen - l.set_off_fen)) AS v(item, fen)
     WHERE p.book = of_book AND p.provider = of_provider
  UNION ALL SELECT date_trunc('month', booked_on)::date, 'released', amount_fen FROM deposit_released WHERE book = of_book AND provider = of_provider
  UNION ALL SELECT date_trunc('month', booked_on)::date, 'forfeited', amount_fen FROM deposit_forfeited WHERE book = of_book AND provider = of_provider
  UNION ALL SELECT date_trunc('month', booked_on)::date, 'prepaid', amount_fen FROM prepaid WHERE book = of_book AND provider = of_provider
  UNION ALL SELECT date_trunc('month', booked_on)::date, 'returned', amount_fen FROM prepayment_returned WHERE book = of_book AND provider = of_provider)
SELECT m.month, m.item, sum(m.fen)::bigint FROM moved m JOIN provider p ON p.code = of_provider
 WHERE extract(year FROM m.month) = of_year AND m.fen <> 0 AND p.area = ANY (current_areas()) GROUP BY 1, 2 $$;
REVOKE EXECUTE ON FUNCTION provider_account(text, integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION provider_account(text, integer, text) TO tongchou_desk, tongchou_batch;
