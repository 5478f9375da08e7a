-- Whether a unit overdraws its expenditure account is asked only where a voucher takes money from one; its entries were read already.
CREATE OR REPLACE FUNCTION check_voucher() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE found_lines bigint; total numeric; rest numeric; lacking text; paying text[];
BEGIN
  SELECT count(*), coalesce(sum(amount_fen), 0), array_agg(unit) FILTER (WHERE account = '1004' AND amount_fen < 0)
    INTO found_lines, total, paying FROM cash_entry WHERE book = NEW.book AND voucher = NEW.voucher;
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
  IF paying IS NOT NULL THEN
    SELECT b.unit, sum(b.amount_fen) INTO lacking, rest FROM cash_balance b WHERE b.book = NEW.book AND b.account = '1004' AND b.unit = ANY (paying)
     GROUP BY b.unit HAVING sum(b.amount_fen) < 0 LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'insufficient_expenditure_account: % of % lacks % fen', lacking, NEW.book, -rest;
    END IF;
  END IF;
  RETURN NULL;
END $$;
