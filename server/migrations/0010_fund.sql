-- The fund: the national chart, the statutory cash books with their vouchers, the typed facts they follow from, and the memo
-- side of levies and duties. Every key of a book leads with `book`, so no entry can reach into another fund.

-- ── chart ───────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE account (
  account text PRIMARY KEY CHECK (account ~ '^[1-5][0-9]{3}$'),
  name text NOT NULL,
  side text NOT NULL CHECK (side IN ('debit', 'credit')),
  element text NOT NULL CHECK (element IN ('asset', 'liability', 'net_asset', 'income', 'expenditure')),
  note text NOT NULL DEFAULT '', source text NOT NULL, certainty text NOT NULL
);
COMMENT ON TABLE account IS 'reference: the 34 national first-level accounts (财会〔2017〕28号)';

CREATE TABLE fund_account (
  fund text NOT NULL,
  account text NOT NULL REFERENCES account,
  PRIMARY KEY (fund, account)
);
COMMENT ON TABLE fund_account IS 'reference: which fund may open which account';
CREATE INDEX ON fund_account (account);

CREATE TABLE account_detail (
  fund text NOT NULL, account text NOT NULL, detail text NOT NULL,
  name text NOT NULL, source text NOT NULL,
  PRIMARY KEY (fund, account, detail),
  FOREIGN KEY (fund, account) REFERENCES fund_account
);
COMMENT ON TABLE account_detail IS 'reference: details below the first level, by fund';

CREATE TABLE permitted_flow (
  account text NOT NULL REFERENCES account,
  against text NOT NULL REFERENCES account,
  source text NOT NULL,
  PRIMARY KEY (account, against)
);
COMMENT ON TABLE permitted_flow IS 'reference: an account that stands here may be debited only against these (财社〔2017〕144号 art. 39-42)';
CREATE INDEX ON permitted_flow (against);

ALTER TABLE book ADD UNIQUE (book, fund);
ALTER TABLE book ADD COLUMN next_year_liability_from date;          -- from this day premiums of a later year are a liability; null: switched off

CREATE TABLE book_account (
  book text NOT NULL, fund text NOT NULL, account text NOT NULL,
  PRIMARY KEY (book, account),
  FOREIGN KEY (book, fund) REFERENCES book (book, fund),
  FOREIGN KEY (fund, account) REFERENCES fund_account
);
COMMENT ON TABLE book_account IS 'reference: accounts that a book opened; only what its fund may have';
CREATE INDEX ON book_account (book, fund);
CREATE INDEX ON book_account (fund, account);

-- ── facts of contribution ───────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE premium_assessed (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  payer text NOT NULL CHECK (payer IN ('employer', 'flexible', 'resident')),
  employer bigint REFERENCES employer,
  period date NOT NULL, benefit_year integer NOT NULL, heads integer NOT NULL,
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE premium_assessed IS 'fact: premiums owed by employers, flexible workers, residents (B1, B2, B8)';
CREATE INDEX ON premium_assessed (employer);

CREATE TABLE premium_received (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  arrives text NOT NULL CHECK (arrives IN ('treasury', 'special')),
  paid_by text NOT NULL CHECK (paid_by IN ('payer', 'assistance', 'finance')),
  assessed boolean NOT NULL,
  period date NOT NULL, benefit_year integer NOT NULL,
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  ticket text NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE premium_received IS 'fact: premiums that reached the treasury or the special fiscal account (B7)';

CREATE TABLE subsidy_due (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  government text NOT NULL CHECK (government IN ('central', 'province', 'city', 'county')),
  benefit_year integer NOT NULL, heads integer NOT NULL, per_head_fen bigint NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE subsidy_due IS 'fact: what each government owes per benefit year (B4)';

CREATE TABLE subsidy_received (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  government text NOT NULL CHECK (government IN ('central', 'province', 'city', 'county')),
  benefit_year integer NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0), due_recorded boolean NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE subsidy_received IS 'fact: subsidies that arrived (B4)';

CREATE TABLE next_year_released (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  benefit_year integer NOT NULL, collected_until date NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE next_year_released IS 'fact: premiums collected early that became the year''s own';

-- ── facts of the fund ───────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE treasury_transferred (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0), transfer_order text NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE treasury_transferred IS 'fact: treasury to special fiscal account (E1, E3)';

CREATE TABLE funds_requested (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  month date NOT NULL, budget_line text NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE funds_requested IS 'fact: a unit applies for money by spending progress (E4)';

CREATE TABLE funds_granted (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  via text NOT NULL CHECK (via IN ('direct', 'county_finance')), amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  request bigint,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact),
  FOREIGN KEY (book, request) REFERENCES funds_requested
);
COMMENT ON TABLE funds_granted IS 'fact: city finance pays out of the special fiscal account (E4)';
CREATE INDEX ON funds_granted (book, request);

CREATE TABLE funds_drawn (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0), grant_fact bigint,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact),
  FOREIGN KEY (book, grant_fact) REFERENCES funds_granted
);
COMMENT ON TABLE funds_drawn IS 'fact: the agency draws on what county finance holds (E4)';
CREATE INDEX ON funds_drawn (book, grant_fact);

CREATE TABLE provider_paid (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL,
  provider text NOT NULL REFERENCES provider, period date NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE provider_paid IS 'fact: one payment to one hospital or pharmacy';
CREATE UNIQUE INDEX paid_once ON provider_paid (book, provider, period);
CREATE INDEX ON provider_paid (provider);

CREATE TABLE provider_paid_line (
  book text NOT NULL, fact bigint NOT NULL, line smallint NOT NULL,
  unit text NOT NULL REFERENCES area, period date NOT NULL,
  part text NOT NULL CHECK (part IN ('pool', 'account', 'insurer')),
  care text NOT NULL CHECK (care IN ('inpatient', 'outpatient', 'outpatient_major', 'pharmacy', 'birth', 'other')),
  gross_fen bigint NOT NULL CHECK (gross_fen > 0),
  deduction_fen bigint NOT NULL, deposit_fen bigint NOT NULL, netted_this_year_fen bigint NOT NULL, netted_earlier_fen bigint NOT NULL, set_off_fen bigint NOT NULL,
  PRIMARY KEY (book, fact, line),
  FOREIGN KEY (book, fact) REFERENCES provider_paid
);
COMMENT ON TABLE provider_paid_line IS 'fact: what a payment to a provider is for, by unit, month of settlement, part and care';
CREATE INDEX ON provider_paid_line (unit);

CREATE TABLE person_paid (
  book text NOT NULL REFERENCES book, person bigint NOT NULL REFERENCES person, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  part text NOT NULL CHECK (part IN ('pool', 'account')), care text NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, book, fact), UNIQUE (book, fact)
);
COMMENT ON TABLE person_paid IS 'fact person-keyed: a claim paid to the person (H5)';

CREATE TABLE outside_paid (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  period date NOT NULL, part text NOT NULL CHECK (part IN ('pool', 'account', 'insurer')), care text NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE outside_paid IS 'fact: clearing of care outside the area, by unit and month of settlement';

CREATE TABLE premium_aided (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  to_book text NOT NULL REFERENCES book, benefit_year integer NOT NULL, heads integer NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE premium_aided IS 'fact: the assistance fund pays premiums of the needy (B5)';
CREATE INDEX ON premium_aided (to_book);

CREATE TABLE insurer_premium_paid (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  insurer text NOT NULL, benefit_year integer NOT NULL, heads integer NOT NULL, per_head_fen bigint NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE insurer_premium_paid IS 'fact: premium of major-illness insurance to its insurer';

CREATE TABLE insurer_repaid (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  insurer text NOT NULL, period date NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE insurer_repaid IS 'fact: the insurer pays back what hospitals were paid for it';

CREATE TABLE interest_credited (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  account text NOT NULL CHECK (account IN ('1003', '1004', '1005')), detail text NOT NULL,
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  product numeric(30, 0) NOT NULL, rate text NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE interest_credited IS 'fact: interest of a cash account, counted by scheme and unit (E2)';

CREATE TABLE interest_moved (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE interest_moved IS 'fact: interest of the expenditure account goes up to the special fiscal account';

CREATE TABLE opening_balance (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  accounts text[] NOT NULL, details text[] NOT NULL, amounts bigint[] NOT NULL, memo_accounts text[] NOT NULL, memo_amounts bigint[] NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact),
  CHECK (cardinality(accounts) = cardinality(amounts) AND cardinality(details) = cardinality(amounts) AND cardinality(memo_accounts) = cardinality(memo_amounts)),
  CHECK (sums_to_zero(amounts))
);
COMMENT ON TABLE opening_balance IS 'fact: balances with which a unit''s money enters a book';

CREATE TABLE month_reconciled (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  account text NOT NULL, detail text NOT NULL, month date NOT NULL,
  holder text NOT NULL CHECK (holder IN ('bank', 'finance', 'treasury')),
  book_fen bigint NOT NULL, holder_fen bigint NOT NULL, in_transit_fen bigint NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact),
  CHECK (book_fen = holder_fen + in_transit_fen)
);
COMMENT ON TABLE month_reconciled IS 'fact: a cash account confirmed at month end by bank, finance or treasury (E11)';

CREATE TABLE year_closed (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, year integer NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE year_closed IS 'fact: a book''s year was closed';
CREATE UNIQUE INDEX closed_once ON year_closed (book, year);

-- ── statutory cash books ────────────────────────────────────────────────────────────────────────────────────────────
-- A voucher says how many lines it has; each line repeats it in its key. At commit all are there and sum to zero, so that
-- nothing can be added to a posted voucher later. `voucher` is year, month and a number without gaps: 202601000001.
CREATE TABLE cash_voucher (
  book text NOT NULL REFERENCES book,
  voucher bigint NOT NULL,
  lines smallint NOT NULL CHECK (lines > 0),
  day date NOT NULL,                                               -- when the money moved
  fact_kind text NOT NULL, fact bigint NOT NULL,
  text text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, voucher),
  UNIQUE (book, fact),                                             -- a fact is posted once
  UNIQUE (book, voucher, lines, booked_on),
  CHECK (voucher / 1000000 = extract(year FROM booked_on) * 100 + extract(month FROM booked_on))
);
COMMENT ON TABLE cash_voucher IS 'fact: vouchers of the statutory books';
CREATE INDEX ON cash_voucher (book, booked_on);

CREATE TABLE cash_entry (
  book text NOT NULL, voucher bigint NOT NULL, line smallint NOT NULL, lines smallint NOT NULL, booked_on date NOT NULL,
  account text NOT NULL, detail text NOT NULL DEFAULT '',
  unit text NOT NULL REFERENCES area,
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0),              -- debit +, credit −
  red boolean NOT NULL DEFAULT false,                              -- a negative amount on its own side
  PRIMARY KEY (book, voucher, line),
  FOREIGN KEY (book, voucher, lines, booked_on) REFERENCES cash_voucher (book, voucher, lines, booked_on),
  FOREIGN KEY (book, account) REFERENCES book_account,
  CHECK (line BETWEEN 1 AND lines)
);
COMMENT ON TABLE cash_entry IS 'fact: entries of the statutory books, only with accounts that the book opened';
CREATE INDEX ON cash_entry (book, voucher, lines, booked_on);
CREATE INDEX ON cash_entry (book, account, booked_on);
CREATE INDEX ON cash_entry (unit);

CREATE TABLE cash_balance (
  book text NOT NULL, account text NOT NULL, detail text NOT NULL, unit text NOT NULL REFERENCES area,
  amount_fen bigint NOT NULL,
  PRIMARY KEY (book, account, detail, unit),
  FOREIGN KEY (book, account) REFERENCES book_account
);
COMMENT ON TABLE cash_balance IS 'state: sums of cash_entry by account, detail and unit; kept by the database with every entry';
CREATE INDEX ON cash_balance (unit);

CREATE TABLE voucher_counter (
  book text NOT NULL REFERENCES book, month date NOT NULL, last integer NOT NULL,
  PRIMARY KEY (book, month)
);
COMMENT ON TABLE voucher_counter IS 'state: last voucher number of a book and month, without gaps';

CREATE TABLE book_state (
  book text PRIMARY KEY REFERENCES book,
  memo_closed_through date                                         -- days up to this one are summed in memo_day
);
COMMENT ON TABLE book_state IS 'state: one row to lock while a book is posted to, and how far its memo days are summed';

CREATE FUNCTION keep_cash_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  INSERT INTO cash_balance AS b (book, account, detail, unit, amount_fen)
    SELECT book, account, detail, unit, sum(amount_fen) FROM added GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (book, account, detail, unit) DO UPDATE SET amount_fen = b.amount_fen + excluded.amount_fen;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_balance AFTER INSERT ON cash_entry REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_cash_balance();

-- The database decides again what the domain decided; the message begins with the refusal's code.
CREATE FUNCTION check_voucher() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE found_lines bigint; total numeric; rest numeric;
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
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER voucher_complete AFTER INSERT ON cash_voucher DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_voucher();

-- Closing waits for whoever is posting (they hold the book's key) and those who come later see the closed year.
CREATE FUNCTION hold_book() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  PERFORM 1 FROM book WHERE book = NEW.book FOR UPDATE;
  RETURN NEW;
END $$;
CREATE TRIGGER hold_book BEFORE INSERT ON year_closed FOR EACH ROW EXECUTE FUNCTION hold_book();

-- ── memo side of levies, duties and payments ────────────────────────────────────────────────────────────────────────
CREATE TABLE memo_movement (
  book text NOT NULL REFERENCES book, movement bigint NOT NULL,    -- the fact
  unit text NOT NULL REFERENCES area,
  fact_kind text NOT NULL, provider text,
  booked_on date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(),
  accounts text[] NOT NULL, amounts bigint[] NOT NULL,
  PRIMARY KEY (book, movement, unit),
  CHECK (cardinality(accounts) = cardinality(amounts)),
  CHECK (sums_to_zero(amounts))
);
COMMENT ON TABLE memo_movement IS 'fact: accrual memo entries of facts that are no settlement';
CREATE INDEX ON memo_movement (book, booked_on);
CREATE INDEX ON memo_movement (unit);

CREATE TABLE memo_day (
  book text NOT NULL REFERENCES book, day date NOT NULL, unit text NOT NULL REFERENCES area, account text NOT NULL,
  change_fen bigint NOT NULL, balance_fen bigint NOT NULL,
  PRIMARY KEY (book, day, unit, account)
);
COMMENT ON TABLE memo_day IS 'state: checkpoint of the memo ledger by closed day, unit and account';
CREATE INDEX ON memo_day (unit);

-- ── the stream of facts ─────────────────────────────────────────────────────────────────────────────────────────────
CREATE VIEW fact_stream WITH (security_invoker = true) AS
            SELECT 'premium_assessed' AS kind, book, NULL::bigint AS person, unit, fact, in_force, known_at, booked_on, pool_fen + account_fen AS amount_fen FROM premium_assessed
  UNION ALL SELECT 'premium_received', book, NULL, unit, fact, in_force, known_at, booked_on, pool_fen + account_fen FROM premium_received
  UNION ALL SELECT 'subsidy_due', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM subsidy_due
  UNION ALL SELECT 'subsidy_received', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM subsidy_received
  UNION ALL SELECT 'next_year_released', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM next_year_released
  UNION ALL SELECT 'treasury_transferred', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM treasury_transferred
  UNION ALL SELECT 'funds_requested', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM funds_requested
  UNION ALL SELECT 'funds_granted', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM funds_granted
  UNION ALL SELECT 'funds_drawn', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM funds_drawn
  UNION ALL SELECT 'provider_paid', p.book, NULL, NULL, p.fact, p.in_force, p.known_at, p.booked_on,
                   (SELECT sum(gross_fen)::bigint FROM provider_paid_line l WHERE l.book = p.book AND l.fact = p.fact) FROM provider_paid p
  UNION ALL SELECT 'person_paid', book, person, unit, fact, in_force, known_at, booked_on, amount_fen FROM person_paid
  UNION ALL SELECT 'outside_paid', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM outside_paid
  UNION ALL SELECT 'premium_aided', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM premium_aided
  UNION ALL SELECT 'insurer_premium_paid', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM insurer_premium_paid
  UNION ALL SELECT 'insurer_repaid', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM insurer_repaid
  UNION ALL SELECT 'interest_credited', book, NULL, unit, fact, in_force, known_at, booked_on, pool_fen + account_fen FROM interest_credited
  UNION ALL SELECT 'interest_moved', book, NULL, unit, fact, in_force, known_at, booked_on, amount_fen FROM interest_moved
  UNION ALL SELECT 'opening_balance', book, NULL, unit, fact, in_force, known_at, booked_on, NULL FROM opening_balance
  UNION ALL SELECT 'month_reconciled', book, NULL, unit, fact, in_force, known_at, booked_on, holder_fen FROM month_reconciled
  UNION ALL SELECT 'year_closed', book, NULL, NULL, fact, in_force, known_at, booked_on, NULL FROM year_closed
  UNION ALL SELECT 'enrolment', NULL, person, area, enrolment, in_force, known_at, booked_on, NULL FROM enrolment
  UNION ALL SELECT 'identity', NULL, person, area, identity, in_force, known_at, booked_on, NULL FROM identity
  UNION ALL SELECT 'filing', NULL, person, area, filing, in_force, known_at, booked_on, NULL FROM filing
  UNION ALL SELECT 'visit', NULL, person, area, visit, opened_on, known_at, opened_on, NULL FROM visit
  UNION ALL SELECT 'visit_event', NULL, person, NULL, event, day, known_at, day, NULL FROM visit_event
  UNION ALL SELECT 'fee_batch', NULL, person, NULL, batch, month, known_at, known_at::date, total_fen FROM fee_batch
  UNION ALL SELECT 'fee_cancellation', NULL, person, NULL, cancellation, known_at::date, known_at, known_at::date, total_fen FROM fee_cancellation
  UNION ALL SELECT 'settlement', NULL, person, area, settlement, settled_on, known_at, booked_on, total_fen FROM settlement
  UNION ALL SELECT 'account_movement', NULL, person, area, movement, booked_on, known_at, booked_on, current_fen + history_fen FROM account_movement;

-- ── who may ─────────────────────────────────────────────────────────────────────────────────────────────────────────
GRANT SELECT ON account, fund_account, account_detail, permitted_flow, book_account TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT INSERT, UPDATE ON account, fund_account, account_detail, permitted_flow, book_account TO tongchou_batch;
GRANT SELECT, INSERT, UPDATE ON voucher_counter, book_state, memo_day TO tongchou_batch;
GRANT SELECT, INSERT, UPDATE ON voucher_counter, book_state TO tongchou_desk;
GRANT SELECT ON memo_day, cash_balance, fact_stream TO tongchou_desk, tongchou_batch;
GRANT EXECUTE ON FUNCTION keep_cash_balance(), check_voucher(), hold_book() TO tongchou_desk, tongchou_batch;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['premium_assessed', 'premium_received', 'subsidy_due', 'subsidy_received', 'next_year_released', 'treasury_transferred',
    'funds_requested', 'funds_granted', 'funds_drawn', 'provider_paid_line', 'person_paid', 'outside_paid', 'premium_aided', 'insurer_premium_paid', 'insurer_repaid',
    'interest_credited', 'interest_moved', 'opening_balance', 'month_reconciled', 'cash_entry', 'cash_balance', 'memo_movement', 'memo_day'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY (current_areas())) WITH CHECK (unit = ANY (current_areas()))', t);
    IF t NOT IN ('cash_balance', 'memo_day') THEN EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t); END IF;
    IF to_regclass('tongchou.' || t || '_unit_idx') IS NULL THEN EXECUTE format('CREATE INDEX ON %I (unit)', t); END IF;
  END LOOP;
  -- headers whose units stand on their lines
  FOREACH t IN ARRAY ARRAY['provider_paid', 'cash_voucher', 'year_closed'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk_insert ON %I FOR INSERT TO tongchou_desk WITH CHECK (true)', t);
  END LOOP;
  CREATE POLICY desk ON provider_paid FOR SELECT TO tongchou_desk
    USING (EXISTS (SELECT 1 FROM provider_paid_line l WHERE l.book = provider_paid.book AND l.fact = provider_paid.fact));
  CREATE POLICY desk ON cash_voucher FOR SELECT TO tongchou_desk
    USING (EXISTS (SELECT 1 FROM cash_entry e WHERE e.book = cash_voucher.book AND e.voucher = cash_voucher.voucher));
  CREATE POLICY desk ON year_closed FOR SELECT TO tongchou_desk USING (true);
END $$;
