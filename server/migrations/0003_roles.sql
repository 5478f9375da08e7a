-- Who may do what to the tables of 0001 and 0002. Later migrations grant for their own tables in the same way:
-- facts SELECT, INSERT; states SELECT, INSERT, UPDATE; references SELECT (batch also writes); nobody DELETE.

GRANT USAGE ON SCHEMA tongchou TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA tongchou TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA tongchou TO tongchou_settlement, tongchou_desk, tongchou_batch;
REVOKE EXECUTE ON FUNCTION make_month_partition(date) FROM PUBLIC, tongchou_settlement, tongchou_desk;

GRANT SELECT ON area, pooling_unit, provider, policy_document, rule_set, catalogue_item, code_list, holiday, employer, book
  TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT INSERT, UPDATE ON area, pooling_unit, provider, catalogue_item, code_list, holiday, employer, book TO tongchou_batch;
GRANT INSERT ON policy_document, rule_set TO tongchou_batch, tongchou_desk;

GRANT SELECT ON person, enrolment, identity, filing TO tongchou_settlement;
GRANT SELECT, INSERT, UPDATE ON person TO tongchou_desk, tongchou_batch;
GRANT SELECT, INSERT ON enrolment, identity, filing TO tongchou_desk, tongchou_batch;

GRANT SELECT, INSERT ON visit, visit_event, fee_batch, fee_cancellation, settlement, settlement_layer, account_movement, memo_entry, message
  TO tongchou_settlement, tongchou_batch;
GRANT SELECT, INSERT, UPDATE ON visit_state, accumulator, individual_account TO tongchou_settlement, tongchou_batch;
GRANT SELECT, INSERT, UPDATE ON sign_in TO tongchou_settlement;
GRANT SELECT ON visit, visit_event, visit_state, fee_batch, fee_cancellation, settlement, settlement_layer, accumulator,
  individual_account, account_movement, memo_entry, message, sign_in TO tongchou_desk;

-- An officer may look at a person of another area after asking for it with a reason; asking is logged, and it expires.
CREATE TABLE access_request (
  person bigint NOT NULL REFERENCES person,
  request bigint NOT NULL,
  officer bigint NOT NULL,
  reason text NOT NULL CHECK (length(btrim(reason)) >= 4),
  asked_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (person, request)
);
COMMENT ON TABLE access_request IS 'fact person-keyed: requests to see a person of another area (console: any window may receive)';
CREATE INDEX ON access_request (officer, expires_at);
GRANT SELECT, INSERT ON access_request TO tongchou_desk;
GRANT SELECT ON access_request TO tongchou_batch;

CREATE FUNCTION access_requested(of_person bigint) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = tongchou, pg_temp
  AS $$ SELECT EXISTS (SELECT 1 FROM access_request r WHERE r.person = of_person AND r.officer = current_officer() AND r.expires_at > now()) $$;
GRANT EXECUTE ON FUNCTION access_requested(bigint) TO tongchou_desk;

ALTER TABLE access_request ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON access_request TO tongchou_desk USING (officer = current_officer()) WITH CHECK (officer = current_officer());
CREATE POLICY batch ON access_request TO tongchou_batch USING (true);

DO $$
DECLARE t text;
BEGIN
  -- tables with an area of their own
  FOREACH t IN ARRAY ARRAY['person', 'enrolment', 'identity', 'filing', 'visit', 'visit_state', 'settlement', 'accumulator', 'individual_account', 'account_movement', 'memo_entry'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY settlement ON %I TO tongchou_settlement USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY (current_areas()) OR access_requested(person)) WITH CHECK (area = ANY (current_areas()))', t);
  END LOOP;
  -- tables that follow their visit or settlement
  FOREACH t IN ARRAY ARRAY['visit_event', 'fee_batch', 'fee_cancellation'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY settlement ON %I TO tongchou_settlement USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (EXISTS (SELECT 1 FROM visit v WHERE v.person = %I.person AND v.visit = %I.visit))', t, t, t);
  END LOOP;
  EXECUTE 'ALTER TABLE fee_batch_rest ENABLE ROW LEVEL SECURITY';
  EXECUTE 'ALTER TABLE settlement_layer ENABLE ROW LEVEL SECURITY';
  EXECUTE 'CREATE POLICY settlement ON settlement_layer TO tongchou_settlement USING (true) WITH CHECK (true)';
  EXECUTE 'CREATE POLICY batch ON settlement_layer TO tongchou_batch USING (true) WITH CHECK (true)';
  EXECUTE 'CREATE POLICY desk ON settlement_layer TO tongchou_desk USING (EXISTS (SELECT 1 FROM settlement s WHERE s.person = settlement_layer.person AND s.settlement = settlement_layer.settlement))';
END $$;

-- Lines one by one, for reading.
CREATE VIEW fee_line WITH (security_invoker = true) AS
  SELECT b.month, b.person, b.visit, b.batch, b.charge_batch, l.ordinal::integer AS ordinal, l.sn, l.code, l.own_code, l.fee_day, l.quantity, l.price,
         l.amount_fen, l.class, l.charge_type, l.initial_self_payment, l.over_ceiling_fen, l.pre_self_pay_fen, l.own_pay_fen, l.in_scope_fen,
         l.ceiling_fen, l.refunds, l.flags
  FROM fee_batch b,
       unnest(b.sn, b.code, b.own_code, b.fee_day, b.quantity, b.price, b.amount_fen, b.class, b.charge_type, b.initial_self_payment,
              b.over_ceiling_fen, b.pre_self_pay_fen, b.own_pay_fen, b.in_scope_fen, b.ceiling_fen, b.refunds, b.flags) WITH ORDINALITY
         AS l(sn, code, own_code, fee_day, quantity, price, amount_fen, class, charge_type, initial_self_payment, over_ceiling_fen,
              pre_self_pay_fen, own_pay_fen, in_scope_fen, ceiling_fen, refunds, flags, ordinal);
GRANT SELECT ON fee_line TO tongchou_settlement, tongchou_desk, tongchou_batch;
