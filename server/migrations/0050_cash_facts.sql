-- The other facts that move a fund's money: other income, deposits, recoveries, refunds, returned payments, pending income, transfers
-- between levels, prepayments, the insurer's year, bonds, and vouchers written by hand.

CREATE TABLE other_income_received (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  arrives text NOT NULL CHECK (arrives IN ('treasury', 'special')),
  reason text NOT NULL CHECK (reason IN ('late_fee', 'contract_penalty', 'donation', 'other')),
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE other_income_received IS 'fact: late fees, contract penalties and the like (journal 15)';

CREATE TABLE deposit_released (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  provider text NOT NULL REFERENCES provider, part text NOT NULL CHECK (part IN ('pool', 'account')), care text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE deposit_released IS 'fact: a retained quality deposit is given back (F9)';
CREATE INDEX ON deposit_released (provider);

CREATE TABLE deposit_forfeited (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  provider text NOT NULL REFERENCES provider, part text NOT NULL CHECK (part IN ('pool', 'account')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE deposit_forfeited IS 'fact: a provider lost its retained deposit';
CREATE INDEX ON deposit_forfeited (provider);

CREATE TABLE recovery_received (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  benefit_year integer NOT NULL, part text NOT NULL CHECK (part IN ('pool', 'account')), care text NOT NULL, recorded boolean NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE recovery_received IS 'fact: money paid wrongly came back (journals 14, 15)';

CREATE TABLE premium_refunded (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  premium_year integer NOT NULL,
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE premium_refunded IS 'fact: premiums given back (journals 16, 17)';

CREATE TABLE payment_bounced (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  "to" text NOT NULL CHECK ("to" IN ('provider', 'person', 'outside')),
  part text NOT NULL CHECK (part IN ('pool', 'account')), care text NOT NULL,
  booked_to text NOT NULL CHECK (booked_to IN ('red_5001', '2001')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE payment_bounced IS 'fact: the bank returned a payment (journal 13)';

CREATE TABLE bounced_repaid (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  "to" text NOT NULL CHECK ("to" IN ('provider', 'person', 'outside')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE bounced_repaid IS 'fact: a returned payment was paid again out of 2001';

CREATE TABLE pending_received (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  "of" text NOT NULL CHECK ("of" IN ('premium', 'interest')), account text NOT NULL CHECK (account IN ('1003', '1004', '1005')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE pending_received IS 'fact: premiums or interest whose split is not known yet (4601, 4602)';

CREATE TABLE pending_split (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  "of" text NOT NULL CHECK ("of" IN ('premium', 'interest')),
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE pending_split IS 'fact: pending income was split between pool and individual accounts (journals 4, 5)';

CREATE TABLE parts_corrected (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  "from" text NOT NULL CHECK ("from" IN ('pool', 'account')), "to" text NOT NULL CHECK ("to" IN ('pool', 'account') AND "to" <> "from"),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE parts_corrected IS 'fact: an earlier year''s split corrected inside the net assets (journal 6)';

CREATE TABLE account_transferred (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  direction text NOT NULL CHECK (direction IN ('in', 'out')), amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE account_transferred IS 'fact: individual accounts moved in or out with their owners (journal 18)';

CREATE TABLE level_transferred (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  movement text NOT NULL CHECK (movement IN ('remit', 'grant')), side text NOT NULL CHECK (side IN ('sent', 'received')),
  pair text NOT NULL, adjustment boolean NOT NULL,
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact),
  UNIQUE (pair, movement, side)                                    -- a transfer is sent once and received once
);
COMMENT ON TABLE level_transferred IS 'fact: remittance up or grant down between books (journals 19–23; E9)';

CREATE TABLE prepaid (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  provider text REFERENCES provider, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE prepaid IS 'fact: prepayment to a provider, or up for care outside the area (journals 29, 33)';
CREATE INDEX ON prepaid (provider);

CREATE TABLE prepayment_returned (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  provider text REFERENCES provider, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE prepayment_returned IS 'fact: a prepayment came back in money';
CREATE INDEX ON prepayment_returned (provider);

CREATE TABLE insurer_settled (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  insurer text NOT NULL, benefit_year integer NOT NULL, result text NOT NULL CHECK (result IN ('surplus_returned', 'loss_paid')),
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE insurer_settled IS 'fact: the major-illness insurer''s year: surplus returned or policy loss shared (journals 25, 26)';

CREATE TABLE bond_bought (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  bond text NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE bond_bought IS 'fact: a bond bought at cost (journal 27)';

CREATE TABLE bond_redeemed (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  bond text NOT NULL, cost_fen bigint NOT NULL CHECK (cost_fen > 0), received_fen bigint NOT NULL CHECK (received_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE bond_redeemed IS 'fact: a bond paid back; what exceeds its cost is interest (journal 27)';

CREATE TABLE voucher_entered (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL,
  text text NOT NULL CHECK (length(btrim(text)) >= 2),
  corrects bigint, correction text NOT NULL CHECK (correction IN ('none', 'red_letter', 'supplement')),
  units text[] NOT NULL, accounts text[] NOT NULL, details text[] NOT NULL, amounts bigint[] NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact),
  FOREIGN KEY (book, corrects) REFERENCES cash_voucher (book, voucher),
  CHECK ((corrects IS NULL) = (correction = 'none')),
  CHECK (cardinality(accounts) = cardinality(amounts) AND cardinality(units) = cardinality(amounts) AND cardinality(details) = cardinality(amounts)),
  CHECK (sums_to_zero(amounts))
);
COMMENT ON TABLE voucher_entered IS 'fact: a voucher written by hand';
CREATE INDEX ON voucher_entered (book, corrects);

DO $$
DECLARE t text; stream text; amount text;
BEGIN
  stream := rtrim(pg_get_viewdef('fact_stream'::regclass), ';');
  FOREACH t IN ARRAY ARRAY['other_income_received', 'deposit_released', 'deposit_forfeited', 'recovery_received', 'premium_refunded', 'payment_bounced',
    'bounced_repaid', 'pending_received', 'pending_split', 'parts_corrected', 'account_transferred', 'level_transferred', 'prepaid', 'prepayment_returned',
    'insurer_settled', 'bond_bought', 'bond_redeemed'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY (current_areas())) WITH CHECK (unit = ANY (current_areas()))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
    EXECUTE format('CREATE INDEX ON %I (unit)', t);
    amount := CASE WHEN t IN ('other_income_received', 'premium_refunded', 'pending_split', 'level_transferred') THEN 'pool_fen + account_fen'
                   WHEN t = 'bond_redeemed' THEN 'received_fen' ELSE 'amount_fen' END;
    stream := stream || format(' UNION ALL SELECT %L, book, NULL, unit, fact, in_force, known_at, booked_on, %s FROM %I', t, amount, t);
  END LOOP;
  stream := stream || $s$ UNION ALL SELECT 'voucher_entered', book, NULL, NULL, fact, in_force, known_at, booked_on, NULL FROM voucher_entered$s$;
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || stream;

  EXECUTE 'ALTER TABLE voucher_entered ENABLE ROW LEVEL SECURITY';
  EXECUTE 'CREATE POLICY batch ON voucher_entered TO tongchou_batch USING (true) WITH CHECK (true)';
  EXECUTE 'CREATE POLICY desk ON voucher_entered TO tongchou_desk USING (units && current_areas()) WITH CHECK (units <@ current_areas())';
  EXECUTE 'GRANT SELECT, INSERT ON voucher_entered TO tongchou_desk, tongchou_batch';
END $$;
