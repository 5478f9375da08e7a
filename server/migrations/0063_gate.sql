-- The gate of the hospital interface: who is let in with what, what passed through it, and the orders of mobile payment.

-- ── credentials and switches ────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE institution_key
  ADD COLUMN gateway text NOT NULL DEFAULT 'api' CHECK (gateway IN ('api', 'tif', 'mobile')),
  ADD COLUMN replaces text,                                        -- the key that this one takes the place of
  ADD COLUMN issued_by bigint REFERENCES officer,
  ADD COLUMN issued_at timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT one_secret UNIQUE (access_key);
COMMENT ON TABLE institution_key IS 'fact: gateway credentials issued to institutions, secrets encrypted; shown once, when they are issued';
CREATE INDEX ON institution_key (issued_by);
CREATE INDEX ON institution_key (replaces);
REVOKE UPDATE ON institution_key FROM tongchou_batch;
GRANT SELECT, INSERT ON institution_key TO tongchou_desk;

CREATE TABLE institution_key_end (
  access_key text NOT NULL REFERENCES institution_key (access_key),
  ending integer NOT NULL CHECK (ending >= 1),                     -- counted in the key; the earliest day holds
  ends_at timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('rotated', 'revoked')),
  reason text NOT NULL DEFAULT '',
  recorded_by bigint NOT NULL REFERENCES officer,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (access_key, ending)
);
COMMENT ON TABLE institution_key_end IS 'fact: until when a credential is taken: replaced with an overlap, or revoked at once';
CREATE INDEX ON institution_key_end (recorded_by);

CREATE TABLE institution_connection (
  institution text NOT NULL REFERENCES provider,
  revision integer NOT NULL CHECK (revision >= 1),                 -- the latest holds
  gateway text NOT NULL CHECK (gateway IN ('any', 'api', 'tif')),
  signature_required boolean NOT NULL,                             -- false: only where a credential was issued
  cainfo_required boolean NOT NULL,                                -- SM2 signature over the input node
  cainfo_replied boolean NOT NULL,                                 -- the reply's output is signed too
  sign_in_required boolean NOT NULL,                               -- sign_no of 9001 in every other message
  addresses cidr[] NOT NULL,                                       -- empty: from anywhere
  public_key text CHECK (public_key ~ '^04[0-9a-f]{128}$'),        -- SM2, uncompressed
  profile text NOT NULL,                                           -- catalogues/interface/profiles
  per_second integer CHECK (per_second > 0),                       -- null: the installation's own
  at_once integer CHECK (at_once > 0),
  remark text NOT NULL DEFAULT '',
  set_by bigint NOT NULL REFERENCES officer,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (institution, revision),
  CHECK (public_key IS NOT NULL OR NOT cainfo_required)
);
COMMENT ON TABLE institution_connection IS 'fact: how an institution is connected: gateway, switches, addresses, profile, limits';
CREATE INDEX ON institution_connection (set_by);

GRANT SELECT, INSERT ON institution_key_end, institution_connection TO tongchou_desk, tongchou_batch;
GRANT SELECT ON institution_key_end, institution_connection TO tongchou_settlement;

-- Every process that serves the interface listens and reads the connections before its next message.
CREATE FUNCTION tell_connections_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('connections_changed', '');
  RETURN NULL;
END $$;
CREATE TRIGGER connections_changed AFTER INSERT ON institution_key FOR EACH STATEMENT EXECUTE FUNCTION tell_connections_changed();
CREATE TRIGGER connections_changed AFTER INSERT ON institution_key_end FOR EACH STATEMENT EXECUTE FUNCTION tell_connections_changed();
CREATE TRIGGER connections_changed AFTER INSERT ON institution_connection FOR EACH STATEMENT EXECUTE FUNCTION tell_connections_changed();

-- ── what passed through: by day, so that old days go as a whole ─────────────────────────────────────────────────────
CREATE TABLE gateway_mark (
  sent_at timestamptz NOT NULL,                                    -- the time that the sender signed
  mark bytea NOT NULL,                                             -- SHA-256 of key and signature or nonce
  PRIMARY KEY (sent_at, mark)
) PARTITION BY RANGE (sent_at);
COMMENT ON TABLE gateway_mark IS 'system partitioned: signatures that were used, while the clock window would let them in again';

CREATE TABLE message_log (
  at timestamptz NOT NULL,
  institution text NOT NULL,
  infno text NOT NULL,
  msgid text NOT NULL,
  infcode smallint NOT NULL,                                       -- as answered; 401 of the gateway
  code text NOT NULL,                                              -- of the refusal
  sentence text NOT NULL,                                          -- of the refusal, long digits masked
  micros integer NOT NULL,
  bytes integer NOT NULL,
  input_hash bytea,                                                -- SHA-256, to tell whether two messages said the same
  shape text NOT NULL                                              -- nodes and counts; of a refused message also the fields that name nobody
) PARTITION BY RANGE (at);
COMMENT ON TABLE message_log IS 'system partitioned: messages of the hospital interface, without names or numbers of persons';
CREATE INDEX ON message_log (institution, at);
CREATE INDEX ON message_log (msgid);
GRANT SELECT, INSERT ON gateway_mark, message_log TO tongchou_settlement;
GRANT SELECT ON message_log TO tongchou_desk, tongchou_batch;

CREATE FUNCTION make_gate_day(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp SET timezone = 'Asia/Shanghai' AS $$
DECLARE
  parent text;
  child text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('make_gate_day'));
  FOREACH parent IN ARRAY ARRAY['gateway_mark', 'message_log'] LOOP
    child := parent || '_' || to_char(day, 'YYYYMMDD');
    CONTINUE WHEN to_regclass('tongchou.' || child) IS NOT NULL;
    EXECUTE format('CREATE TABLE tongchou.%I PARTITION OF tongchou.%I FOR VALUES FROM (%L) TO (%L)', child, parent, day::timestamptz, (day + 1)::timestamptz);
    EXECUTE format('COMMENT ON TABLE tongchou.%I IS %L', child, 'system partition of ' || parent);
  END LOOP;
END $$;

-- Drops the days before those that are kept.
CREATE FUNCTION drop_gate_days(marks_from date, log_from date) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE
  child record;
  dropped integer := 0;
BEGIN
  FOR child IN
    SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent IN ('tongchou.gateway_mark'::regclass, 'tongchou.message_log'::regclass)
      AND to_date(right(c.relname, 8), 'YYYYMMDD') < CASE WHEN i.inhparent = 'tongchou.gateway_mark'::regclass THEN marks_from ELSE log_from END
  LOOP
    EXECUTE format('DROP TABLE tongchou.%I', child.name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
REVOKE EXECUTE ON FUNCTION make_gate_day(date), drop_gate_days(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_gate_day(date) TO tongchou_settlement, tongchou_batch;
GRANT EXECUTE ON FUNCTION drop_gate_days(date, date) TO tongchou_batch;

-- ── orders of mobile payment (6201–6203) ────────────────────────────────────────────────────────────────────────────
CREATE TABLE mobile_order (
  person bigint NOT NULL REFERENCES person,
  pay_order bigint NOT NULL UNIQUE,
  area text NOT NULL REFERENCES area,                              -- of the person's enrolment
  institution text NOT NULL REFERENCES provider,
  institution_order text NOT NULL,                                 -- medOrgOrd
  visit bigint NOT NULL,
  registered boolean NOT NULL,                                     -- the order opened the visit itself
  charge_batch text NOT NULL,
  total_fen bigint NOT NULL,
  settlement_input jsonb NOT NULL,                                 -- what 2207 needs, as uploaded; no name, no certificate
  token_cipher bytea NOT NULL,                                     -- payToken, encrypted
  ordered_at timestamptz NOT NULL,
  PRIMARY KEY (person, pay_order),
  UNIQUE (institution, institution_order),
  FOREIGN KEY (person, visit) REFERENCES visit
);
COMMENT ON TABLE mobile_order IS 'fact person-keyed: an order of mobile payment uploaded (6201); what became of it follows from the settlements of its visit';
CREATE INDEX ON mobile_order (person, visit);

CREATE TABLE mobile_refund (
  person bigint NOT NULL,
  refund bigint NOT NULL,
  pay_order bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  institution text NOT NULL REFERENCES provider,
  institution_refund text NOT NULL,                                -- appRefdSn
  kind text NOT NULL CHECK (kind IN ('ALL', 'CASH', 'HI')),
  settlement bigint,                                               -- the cancellation; null where only cash was given back
  total_fen bigint NOT NULL, fund_fen bigint NOT NULL, account_fen bigint NOT NULL, cash_fen bigint NOT NULL,
  refunded_at timestamptz NOT NULL,
  PRIMARY KEY (person, refund),
  UNIQUE (institution, institution_refund),
  FOREIGN KEY (person, pay_order) REFERENCES mobile_order
);
COMMENT ON TABLE mobile_refund IS 'fact person-keyed: a refund of a mobile order (6203)';
CREATE INDEX ON mobile_refund (person, pay_order);

GRANT SELECT, INSERT ON mobile_order, mobile_refund TO tongchou_settlement;
GRANT SELECT ON mobile_order, mobile_refund TO tongchou_desk, tongchou_batch;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['mobile_order', 'mobile_refund'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY settlement ON %I TO tongchou_settlement USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY (current_areas()) OR access_requested(person))', t);
  END LOOP;
END $$;
