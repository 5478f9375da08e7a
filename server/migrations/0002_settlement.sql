-- Visits, fee lines, settlements, accumulators, memo entries, messages: the hot path. All carry the person key first.

CREATE SEQUENCE visit_seq AS bigint MINVALUE 1;
CREATE SEQUENCE settlement_seq AS bigint MINVALUE 1;

CREATE TABLE visit (
  person bigint NOT NULL REFERENCES person,
  visit bigint NOT NULL,
  area text NOT NULL REFERENCES area,                              -- unit of enrolment when opened
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  kind text NOT NULL CHECK (kind IN ('outpatient', 'inpatient', 'pharmacy')),
  provider text NOT NULL REFERENCES provider,
  med_type text NOT NULL,
  place_area text NOT NULL,                                        -- mdtrtarea_admvs
  opened_on date NOT NULL,
  opened_at timestamptz NOT NULL,
  hospital_no text NOT NULL,                                       -- ipt_otp_no / ipt_no
  attributes jsonb NOT NULL DEFAULT '{}',                          -- further fields of 2201/2401 as sent
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, visit)
);
COMMENT ON TABLE visit IS 'fact person-keyed: a visit or stay opened (2201, 2401, 2102)';
CREATE INDEX ON visit (provider, opened_on);
CREATE INDEX ON visit (area, opened_on);

CREATE TABLE visit_event (
  person bigint NOT NULL, visit bigint NOT NULL, event bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('diagnosed', 'changed', 'discharged', 'discharge_cancelled', 'visit_cancelled')),
  day date NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}',
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, visit, event),
  FOREIGN KEY (person, visit) REFERENCES visit
);
COMMENT ON TABLE visit_event IS 'fact person-keyed: what happened to a visit after it was opened';

-- State of a visit; derived, can be rebuilt from visit, visit_event, fee_batch, fee_cancellation, settlement. `version` is the guard of every write.
CREATE TABLE visit_state (
  person bigint NOT NULL, visit bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  version bigint NOT NULL DEFAULT 0,
  kind text NOT NULL,
  status text NOT NULL CHECK (status IN ('open', 'discharged', 'settled', 'cancelled')),
  med_type text NOT NULL,
  disease text, treatment text, delivery text, procedure text,
  admitted date NOT NULL, discharged date,
  months date[] NOT NULL DEFAULT '{}',                             -- partitions of fee_batch that hold its lines
  open_fen bigint NOT NULL DEFAULT 0,                              -- sum of unsettled, uncancelled lines
  PRIMARY KEY (person, visit),
  FOREIGN KEY (person, visit) REFERENCES visit
);
COMMENT ON TABLE visit_state IS 'state person-keyed: where a visit stands';
CREATE UNIQUE INDEX one_open_stay ON visit_state (person) WHERE kind = 'inpatient' AND status IN ('open', 'discharged');

-- Lines of one upload, as columns of arrays; expanded by the view fee_line. Amounts in fen, quantities in 1/10000, prices in 1/1000000 yuan.
CREATE TABLE fee_batch (
  month date NOT NULL,                                             -- first of the month of upload; the partition
  person bigint NOT NULL, visit bigint NOT NULL, batch bigint NOT NULL,
  charge_batch text NOT NULL,                                      -- chrg_bchno; '' for inpatient and pharmacy
  sn text[] NOT NULL, code text[] NOT NULL, own_code text[] NOT NULL,
  fee_day date[] NOT NULL, quantity bigint[] NOT NULL, price bigint[] NOT NULL,
  amount_fen bigint[] NOT NULL, class text[] NOT NULL, charge_type text[] NOT NULL,
  initial_self_payment numeric(5,4)[] NOT NULL,
  over_ceiling_fen bigint[] NOT NULL, pre_self_pay_fen bigint[] NOT NULL, own_pay_fen bigint[] NOT NULL, in_scope_fen bigint[] NOT NULL,
  ceiling_fen bigint[] NOT NULL,                                   -- -1: none
  refunds text[] NOT NULL,                                         -- sn of the line refunded, '' for none
  flags text[] NOT NULL,                                           -- e.g. 'restricted_not_met', 'special_list'
  total_fen bigint NOT NULL,
  attributes jsonb,                                                -- doctors, departments and further fields, line by line
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, visit, batch, month)
) PARTITION BY RANGE (month);
COMMENT ON TABLE fee_batch IS 'fact person-keyed partitioned: fee lines (2204, 2301, 2102)';
CREATE TABLE fee_batch_rest PARTITION OF fee_batch DEFAULT;
COMMENT ON TABLE fee_batch_rest IS 'fact person-keyed partition of fee_batch';

CREATE FUNCTION make_month_partition(first_day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE child text := 'fee_batch_' || to_char(first_day, 'YYYYMM');
BEGIN
  IF to_regclass('tongchou.' || child) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE tongchou.%I PARTITION OF tongchou.fee_batch FOR VALUES FROM (%L) TO (%L)', child, first_day, first_day + interval '1 month');
  EXECUTE format('COMMENT ON TABLE tongchou.%I IS %L', child, 'fact person-keyed partition of fee_batch');
  EXECUTE format('ALTER TABLE tongchou.%I ENABLE ROW LEVEL SECURITY', child);
END $$;

CREATE TABLE fee_cancellation (
  person bigint NOT NULL, visit bigint NOT NULL, cancellation bigint NOT NULL,
  charge_batch text NOT NULL,                                      -- '0000': every unsettled line
  sn text[] NOT NULL,                                              -- empty: all of charge_batch
  total_fen bigint NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, visit, cancellation),
  FOREIGN KEY (person, visit) REFERENCES visit
);
COMMENT ON TABLE fee_cancellation IS 'fact person-keyed: fee lines cancelled before settlement (2205, 2302)';

-- A settlement or its cancellation (then `cancels` names it and every amount is negated).
CREATE TABLE settlement (
  person bigint NOT NULL REFERENCES person,
  settlement bigint NOT NULL,
  visit bigint NOT NULL,
  cancels bigint,
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  area text NOT NULL REFERENCES area,                              -- unit of enrolment: whose money
  provider text NOT NULL REFERENCES provider,
  place text NOT NULL CHECK (place IN ('local', 'in_province', 'out_of_province')),
  filing text NOT NULL,
  benefit text NOT NULL,                                           -- BenefitKind
  med_type text NOT NULL,
  level text NOT NULL,
  benefit_year integer NOT NULL,
  admitted date NOT NULL, discharged date NOT NULL,
  in_force date NOT NULL,                                          -- version of the rules used begins here
  settled_on date NOT NULL, booked_on date NOT NULL, settled_at timestamptz NOT NULL,
  settlement_type text NOT NULL CHECK (settlement_type IN ('normal', 'guaranteed', 'fixed_amount')),
  admission_number integer,
  total_fen bigint NOT NULL, in_scope_fen bigint NOT NULL, item_pre_self_pay_fen bigint NOT NULL, offsite_pre_self_pay_fen bigint NOT NULL,
  above_standard_fen bigint NOT NULL, out_of_catalogue_fen bigint NOT NULL,
  deductible_due_fen bigint NOT NULL, deductible_fen bigint NOT NULL,
  fund_fen bigint NOT NULL,                                        -- all layers but the hospital's
  hospital_fen bigint NOT NULL,
  account_fen bigint NOT NULL, family_account_fen bigint NOT NULL, cash_fen bigint NOT NULL,
  account_balance_fen bigint NOT NULL,                             -- after
  charge_batch text NOT NULL,
  fee_batches bigint[] NOT NULL, months date[] NOT NULL,
  diagnosis text,                                                  -- main diagnosis code
  disease text,
  counter_keys text[] NOT NULL, counter_amounts bigint[] NOT NULL, -- what the bill adds to the year's accumulators
  receipt jsonb NOT NULL,                                          -- person's circumstances and counters before: enough to settle it again
  rule_hash text NOT NULL REFERENCES rule_set,
  engine text NOT NULL,
  institution_message text NOT NULL,                               -- msgid of the sender: medins_setl_id
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, settlement),
  FOREIGN KEY (person, visit) REFERENCES visit,
  CHECK (total_fen = in_scope_fen + item_pre_self_pay_fen + offsite_pre_self_pay_fen + above_standard_fen + out_of_catalogue_fen),
  CHECK (total_fen = fund_fen + hospital_fen + account_fen + cash_fen),
  CHECK (cardinality(counter_keys) = cardinality(counter_amounts))
);
COMMENT ON TABLE settlement IS 'fact person-keyed: a bill settled, or a settlement cancelled';
CREATE UNIQUE INDEX cancelled_once ON settlement (person, cancels) WHERE cancels IS NOT NULL;
CREATE INDEX ON settlement (person, visit);
CREATE INDEX ON settlement (area, booked_on);
CREATE INDEX ON settlement (provider, booked_on);
CREATE INDEX ON settlement (rule_hash);

CREATE TABLE settlement_layer (
  person bigint NOT NULL, settlement bigint NOT NULL, ordinal smallint NOT NULL,
  layer text NOT NULL, payer text NOT NULL, fund text NOT NULL,    -- book that is charged, '' for payers without a book here
  input_fen bigint NOT NULL, paid_fen bigint NOT NULL, left_fen bigint NOT NULL,
  rule text NOT NULL, article text NOT NULL, certainty text NOT NULL, bound text,
  PRIMARY KEY (person, settlement, ordinal),
  FOREIGN KEY (person, settlement) REFERENCES settlement
);
COMMENT ON TABLE settlement_layer IS 'fact person-keyed: each payer of a settlement with its rule and article';

-- Yearly accumulators, derived from settlement.counter_*; `version` is the guard against two bills at once.
CREATE TABLE accumulator (
  person bigint NOT NULL REFERENCES person,
  scheme text NOT NULL, benefit_year integer NOT NULL,
  area text NOT NULL REFERENCES area,
  version bigint NOT NULL,
  keys text[] NOT NULL, amounts bigint[] NOT NULL,
  PRIMARY KEY (person, scheme, benefit_year),
  CHECK (cardinality(keys) = cardinality(amounts))
);
COMMENT ON TABLE accumulator IS 'state person-keyed: sums of a person''s bills of a year';

CREATE TABLE individual_account (
  person bigint PRIMARY KEY REFERENCES person,
  area text NOT NULL REFERENCES area,
  version bigint NOT NULL DEFAULT 0,
  current_fen bigint NOT NULL CHECK (current_fen >= 0), history_fen bigint NOT NULL CHECK (history_fen >= 0)
);
COMMENT ON TABLE individual_account IS 'state person-keyed: balance of the individual account (个人账户)';

CREATE TABLE account_movement (
  person bigint NOT NULL REFERENCES person,
  movement bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('opening', 'credited', 'interest', 'corrected', 'paid', 'returned')),
  current_fen bigint NOT NULL, history_fen bigint NOT NULL,        -- signed change
  settlement bigint,
  booked_on date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, movement)
);
COMMENT ON TABLE account_movement IS 'fact person-keyed: every change of an individual account';
CREATE INDEX ON account_movement (area, booked_on);

-- ── books ───────────────────────────────────────────────────────────────────────────────────────────────────────────
-- One book for one fund at one agency. A key of a book always leads with `book`, so no entry can reach into another fund.
CREATE TABLE book (
  book text PRIMARY KEY,                                           -- e.g. 340400/resident
  pool text NOT NULL REFERENCES area,
  fund text NOT NULL CHECK (fund IN ('resident', 'employee', 'large_amount', 'assistance', 'civil_servant', 'special_care')),
  agency text NOT NULL REFERENCES area,
  name text NOT NULL,
  opened_on date NOT NULL,
  UNIQUE (pool, fund, agency)
);
COMMENT ON TABLE book IS 'reference: sets of accounts (账套)';
CREATE INDEX ON book (agency);

CREATE FUNCTION sums_to_zero(amounts bigint[]) RETURNS boolean LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT coalesce(sum(amount), 0) = 0 FROM unnest(amounts) AS amount $$;

-- Accrual memo entries of one settlement in one book: accounts and amounts (debit +, credit −) side by side, summing to zero.
CREATE TABLE memo_entry (
  person bigint NOT NULL, settlement bigint NOT NULL,
  book text NOT NULL REFERENCES book,
  area text NOT NULL REFERENCES area,                              -- accounting unit
  provider text NOT NULL,
  booked_on date NOT NULL,
  accounts text[] NOT NULL, amounts bigint[] NOT NULL,
  PRIMARY KEY (person, settlement, book),
  FOREIGN KEY (person, settlement) REFERENCES settlement,
  CHECK (cardinality(accounts) = cardinality(amounts)),
  CHECK (sums_to_zero(amounts))
);
COMMENT ON TABLE memo_entry IS 'fact person-keyed: accrual memo entries of settlements';
CREATE INDEX ON memo_entry (book, booked_on);
CREATE INDEX ON memo_entry (area, booked_on);

-- ── messages ────────────────────────────────────────────────────────────────────────────────────────────────────────
-- What an institution's message led to. The same key with another input is refused; the reply is rebuilt from the fact.
CREATE TABLE message (
  institution text NOT NULL, infno text NOT NULL, msgid text NOT NULL,
  input_hash bytea NOT NULL,
  person bigint, visit bigint, fact bigint,                        -- settlement, batch, event … by infno
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (institution, msgid, infno)
);
COMMENT ON TABLE message IS 'system: idempotency keys of the hospital interface';
CREATE INDEX ON message (person);

CREATE TABLE sign_in (
  institution text NOT NULL REFERENCES provider, sign_no text NOT NULL, operator text NOT NULL,
  signed_in_at timestamptz NOT NULL, signed_out_at timestamptz,
  PRIMARY KEY (institution, sign_no)
);
COMMENT ON TABLE sign_in IS 'system: working days opened by institutions (9001, 9002)';
