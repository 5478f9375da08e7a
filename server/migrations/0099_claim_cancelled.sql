-- A hand reimbursement is cancelled: what was not paid is never paid, what was paid has to be given back.
CREATE TABLE payable_withdrawn (
  payable bigint PRIMARY KEY REFERENCES payable,
  reason text NOT NULL CHECK (length(btrim(reason)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE payable_withdrawn IS 'fact: what was approved to be paid and is not to be paid any more';
CREATE INDEX ON payable_withdrawn (officer);
ALTER TABLE payable_withdrawn ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON payable_withdrawn TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY desk ON payable_withdrawn TO tongchou_desk USING (EXISTS (SELECT 1 FROM payable p WHERE p.payable = payable_withdrawn.payable));
GRANT SELECT, INSERT ON payable_withdrawn TO tongchou_desk, tongchou_batch;

CREATE OR REPLACE VIEW payable_standing WITH (security_invoker = true) AS
  SELECT p.*, i.batch, i.item, i.attempt, i.account, r.outcome, r.happened_on, r.reason,
         CASE WHEN EXISTS (SELECT 1 FROM payable_withdrawn w WHERE w.payable = p.payable) THEN 'withdrawn'
              WHEN i.batch IS NULL OR payment_stage('batch', i.batch) IN ('cancelled', 'turned_down') THEN 'open'
              WHEN r.outcome IS NULL THEN 'under_way' WHEN r.outcome = 'paid' THEN 'paid' ELSE r.outcome END AS standing
    FROM payable p
    LEFT JOIN LATERAL (SELECT x.* FROM payment_item x WHERE x.payable = p.payable ORDER BY x.attempt DESC LIMIT 1) i ON true
    LEFT JOIN LATERAL (SELECT y.* FROM payment_result y WHERE y.batch = i.batch AND y.item = i.item ORDER BY y.outcome = 'paid' LIMIT 1) r ON true;

-- The database decides again: nothing withdrawn goes to a bank.
CREATE FUNCTION check_payment_item() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM payable_withdrawn w WHERE w.payable = NEW.payable) THEN
    RAISE EXCEPTION 'withdrawn: payable % is not to be paid', NEW.payable;
  END IF;
  RETURN NEW;
END $$;
GRANT EXECUTE ON FUNCTION check_payment_item() TO tongchou_desk, tongchou_batch;
CREATE TRIGGER not_withdrawn BEFORE INSERT ON payment_item FOR EACH ROW EXECUTE FUNCTION check_payment_item();

-- What was paid for an insurer or before a liable party stands in 1101 and comes back there.
ALTER TABLE recovery DROP CONSTRAINT recovery_part_check;
ALTER TABLE recovery ADD CONSTRAINT recovery_part_check CHECK (part IN ('pool', 'account', 'insurer', 'liable'));
ALTER TABLE recovery ADD COLUMN claim bigint REFERENCES reimbursement (claim);  -- the hand reimbursement that was cancelled
CREATE INDEX ON recovery (claim);
ALTER TABLE recovery_received DROP CONSTRAINT recovery_received_part_check;
ALTER TABLE recovery_received ADD CONSTRAINT recovery_received_part_check CHECK (part IN ('pool', 'account', 'insurer', 'liable'));
ALTER TABLE recovery_claimed DROP CONSTRAINT recovery_claimed_part_check;
ALTER TABLE recovery_claimed ADD CONSTRAINT recovery_claimed_part_check CHECK (part IN ('pool', 'account', 'insurer', 'liable'));
ALTER TABLE recovery_claimed ADD COLUMN cancelled_claim boolean NOT NULL DEFAULT false;  -- paid to a person for a bill that no longer stands
