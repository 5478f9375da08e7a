-- The way of money to the county's expenditure account, step by step as each place prescribes it; outside payers with their contracts
-- and what moved between them and the fund; what has to be given back. Insert-only; steps stand in payment_step.

-- ── requests for funds ──────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE request_chain_step (
  chain text NOT NULL, ordinal smallint NOT NULL,
  kind text NOT NULL, name text NOT NULL, label text NOT NULL,
  after text NOT NULL,                                             -- kinds that may stand last, separated by blanks; begun is the application
  level text NOT NULL CHECK (level IN ('unit', 'pool')),           -- whose officer: the unit's or the city's
  permission text NOT NULL,
  records text NOT NULL CHECK (records IN ('', 'funds_requested', 'funds_granted_direct', 'funds_granted_county', 'funds_drawn')),
  account text NOT NULL CHECK (account IN ('', '1003', '1004')),   -- the unit's account that receives the money; must be registered
  reason text NOT NULL CHECK (reason IN ('', 'yes')),
  PRIMARY KEY (chain, kind)
);
COMMENT ON TABLE request_chain_step IS 'reference: steps of a request for funds, by chain (catalogues/payment)';

CREATE TABLE request_chain_area (
  pool text NOT NULL, unit text NOT NULL,                          -- '' for every pool, for every unit
  kind text NOT NULL,                                              -- kind of unit in the pool, '' for every kind
  chain text NOT NULL, in_force date NOT NULL, source text NOT NULL,
  PRIMARY KEY (pool, unit, kind, in_force)
);
COMMENT ON TABLE request_chain_area IS 'reference: which chain a unit''s requests go (E4)';
GRANT SELECT ON request_chain_step, request_chain_area TO tongchou_desk, tongchou_batch;
GRANT INSERT, UPDATE ON request_chain_step, request_chain_area TO tongchou_batch;

CREATE TABLE fund_request (
  request bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, unit text NOT NULL REFERENCES area,
  chain text NOT NULL, month date NOT NULL CHECK (month = date_trunc('month', month)),
  budget_line text NOT NULL CHECK (length(btrim(budget_line)) >= 2),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  plan_fen bigint, spent_fen bigint NOT NULL, held_fen bigint NOT NULL,  -- progress when it was asked: plan of the year, spent, at hand
  purpose text NOT NULL CHECK (length(btrim(purpose)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL
);
COMMENT ON TABLE fund_request IS 'fact: a unit applies for money by the progress of its spending (E4)';
CREATE INDEX ON fund_request (book, month);
CREATE INDEX ON fund_request (unit);
CREATE INDEX ON fund_request (officer);

-- ── outside payers ──────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE payer_contract (
  contract bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area, book text NOT NULL REFERENCES book,
  payer_kind text NOT NULL CHECK (payer_kind IN ('insurer', 'union', 'federation', 'other_area')),
  payer text NOT NULL CHECK (length(btrim(payer)) >= 2),           -- name of the body
  in_force date NOT NULL, until date NOT NULL CHECK (until >= in_force),
  document text NOT NULL CHECK (length(btrim(document)) >= 4),
  terms jsonb NOT NULL,                                            -- premium per head, profit kept, surplus and loss shares; ratios and fen as text
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE payer_contract IS 'fact: contract with an insurer, union, federation or higher agency; a second officer decides';
CREATE INDEX ON payer_contract (pool, payer_kind);
CREATE INDEX ON payer_contract (book);
CREATE INDEX ON payer_contract (officer);

CREATE TABLE payer_movement (
  movement bigint PRIMARY KEY,
  contract bigint NOT NULL REFERENCES payer_contract,
  unit text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('premium', 'repaid', 'surplus_returned', 'loss_paid', 'advance_received', 'clearing_received', 'offsite_prepaid', 'offsite_returned', 'offsite_cleared')),
  period date NOT NULL CHECK (period = date_trunc('month', period)),
  heads integer, part text, care text,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  evidence text NOT NULL CHECK (length(btrim(evidence)) >= 4),     -- bank slip, letter, settlement paper
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  CHECK (kind <> 'premium' OR heads > 0)
);
COMMENT ON TABLE payer_movement IS 'fact: money between an outside payer and the fund as reported; booked when a second officer agrees. Money of union and federation stays outside the funds'' books';
CREATE INDEX ON payer_movement (contract);
CREATE INDEX ON payer_movement (unit);
CREATE INDEX ON payer_movement (officer);

-- What bills owe to each outside payer, by month, unit and layer: sums only.
CREATE FUNCTION payer_dues(of_payer text, of_year integer) RETURNS TABLE (month date, unit text, scheme text, layer text, bills bigint, fen bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT date_trunc('month', s.booked_on)::date, s.area, s.scheme, l.layer, count(*), sum(CASE WHEN s.cancels IS NULL OR l.paid_fen < 0 THEN l.paid_fen ELSE -l.paid_fen END)::bigint
    FROM settlement s JOIN settlement_layer l USING (person, settlement)
   WHERE l.payer = of_payer AND s.booked_on BETWEEN make_date(of_year, 1, 1) AND make_date(of_year, 12, 31) AND s.area = ANY (current_areas()) GROUP BY 1, 2, 3, 4 $$;
CREATE FUNCTION outside_dues(of_book text, of_year integer) RETURNS TABLE (month date, unit text, scheme text, layer text, bills bigint, fen bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT date_trunc('month', m.booked_on)::date, m.area, '', a.account, count(*), -sum(a.fen)::bigint
    FROM memo_entry m, unnest(m.accounts, m.amounts) AS a(account, fen)
   WHERE m.book = of_book AND m.booked_on BETWEEN make_date(of_year, 1, 1) AND make_date(of_year, 12, 31) AND m.area = ANY (current_areas())
     AND split_part(a.account, '/', 1) = 'payable_outside' GROUP BY 1, 2, 3, 4 $$;
REVOKE EXECUTE ON FUNCTION payer_dues(text, integer), outside_dues(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payer_dues(text, integer), outside_dues(text, integer) TO tongchou_desk, tongchou_batch;

-- ── what has to be given back ───────────────────────────────────────────────────────────────────────────────────────
-- A fine belongs to the treasury: it has no book, so no fact of a fund can ever be made of it.
CREATE TABLE recovery (
  recovery bigint PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('overpaid', 'violation', 'contract_penalty', 'late_fee', 'fine')),
  book text REFERENCES book, unit text NOT NULL REFERENCES area,
  debtor_kind text NOT NULL CHECK (debtor_kind IN ('provider', 'person', 'other')),
  debtor text NOT NULL,                                            -- provider or name of another body; '' for a person, who stands in recovery_person
  benefit_year integer NOT NULL CHECK (benefit_year BETWEEN 2010 AND 2100),
  part text NOT NULL CHECK (part IN ('pool', 'account')), care text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  reason text NOT NULL CHECK (length(btrim(reason)) >= 4), document text NOT NULL CHECK (length(btrim(document)) >= 4),
  due_on date NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  CONSTRAINT fine_belongs_to_treasury CHECK ((kind = 'fine') = (book IS NULL))
);
COMMENT ON TABLE recovery IS 'fact: who has to give back or pay what, with the decision it rests on';
CREATE INDEX ON recovery (book);
CREATE INDEX ON recovery (unit);
CREATE INDEX ON recovery (officer);

CREATE TABLE recovery_person (
  person bigint NOT NULL REFERENCES person, recovery bigint NOT NULL UNIQUE REFERENCES recovery,
  unit text NOT NULL REFERENCES area,
  PRIMARY KEY (person, recovery)
);
COMMENT ON TABLE recovery_person IS 'fact person-keyed: the person who has to give back';
CREATE INDEX ON recovery_person (unit);

CREATE TABLE recovery_act (
  recovery bigint NOT NULL REFERENCES recovery, act integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('dunned', 'received', 'to_treasury')),
  happened_on date NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen >= 0 AND (amount_fen > 0) = (kind <> 'dunned')),
  text text NOT NULL CHECK (length(btrim(text)) >= 2),             -- letter, bank slip, number of the treasury's receipt
  book text REFERENCES book, fact bigint,                          -- what the books were told
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (recovery, act),
  CHECK ((kind = 'received') = (book IS NOT NULL AND fact IS NOT NULL))
);
COMMENT ON TABLE recovery_act IS 'fact: reminders, money that came back, fines paid into the treasury';
CREATE INDEX ON recovery_act (book);
CREATE INDEX ON recovery_act (officer);

-- The database decides again: what is received is booked where the claim belongs, and money of a fine never is.
CREATE FUNCTION check_recovery_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE claim recovery;
BEGIN
  SELECT * INTO claim FROM recovery r WHERE r.recovery = NEW.recovery;
  IF claim.kind = 'fine' AND NEW.kind = 'received' OR claim.kind <> 'fine' AND NEW.kind = 'to_treasury' OR NEW.book IS DISTINCT FROM claim.book AND NEW.kind = 'received' THEN
    RAISE EXCEPTION 'fine_belongs_to_treasury: act % of recovery %', NEW.kind, NEW.recovery;
  END IF;
  RETURN NEW;
END $$;
GRANT EXECUTE ON FUNCTION check_recovery_act() TO tongchou_desk, tongchou_batch;
CREATE TRIGGER right_account BEFORE INSERT ON recovery_act FOR EACH ROW EXECUTE FUNCTION check_recovery_act();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['fund_request', 'payer_movement', 'recovery', 'recovery_person'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY ((SELECT current_areas())::text[])) WITH CHECK (unit = ANY ((SELECT current_areas())::text[]))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
  END LOOP;
  ALTER TABLE recovery_act ENABLE ROW LEVEL SECURITY;
  CREATE POLICY batch ON recovery_act TO tongchou_batch USING (true) WITH CHECK (true);
  CREATE POLICY desk ON recovery_act TO tongchou_desk USING (EXISTS (SELECT 1 FROM recovery r WHERE r.recovery = recovery_act.recovery));
  GRANT SELECT, INSERT ON recovery_act, payer_contract TO tongchou_desk, tongchou_batch;
END $$;
