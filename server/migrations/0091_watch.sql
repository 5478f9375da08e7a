-- The watch computes by itself: up to which day a run counts, and who has to answer a warning from its birth, as the threshold says (E13, I4).
ALTER TABLE indicator_run ADD COLUMN until date;
COMMENT ON COLUMN indicator_run.until IS 'last day that is counted while the month ran; null: the whole month';
ALTER TABLE risk_warning ADD COLUMN owner text;
COMMENT ON COLUMN risk_warning.owner IS 'who answers by the threshold in force; null: an officer names somebody';

-- What follows from an appraisal in money: the amount comes from the band of the rule, one officer prepares it, another decides, and a
-- penalty becomes the duty of the unit's government to the fund (J1).
ALTER TABLE appraisal_reward ADD COLUMN amount_fen bigint CHECK (amount_fen > 0), ADD COLUMN scheme text CHECK (scheme IN ('employee', 'resident')),
  ADD CHECK ((amount_fen IS NULL) = (scheme IS NULL));
COMMENT ON COLUMN appraisal_reward.amount_fen IS 'as the band of the rule says; null: words only';

CREATE TABLE appraisal_reward_decision (
  run bigint NOT NULL, unit text NOT NULL REFERENCES area, reward integer NOT NULL,
  accepted boolean NOT NULL,
  remark text NOT NULL DEFAULT '',
  book text REFERENCES book, fact bigint,                          -- the duty to the fund that a penalty became
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run, unit, reward),
  FOREIGN KEY (run, unit, reward) REFERENCES appraisal_reward,
  CHECK ((book IS NULL) = (fact IS NULL))
);
COMMENT ON TABLE appraisal_reward_decision IS 'fact: a second officer decided what follows from an appraisal';
CREATE INDEX ON appraisal_reward_decision (unit);
CREATE INDEX ON appraisal_reward_decision (book);
CREATE INDEX ON appraisal_reward_decision (officer);
GRANT SELECT, INSERT ON appraisal_reward_decision TO tongchou_desk, tongchou_batch;
ALTER TABLE appraisal_reward_decision ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON appraisal_reward_decision TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY desk ON appraisal_reward_decision TO tongchou_desk USING (unit = ANY (current_areas())) WITH CHECK (unit = ANY (current_areas()));

CREATE FUNCTION reward_second_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM appraisal_reward r WHERE r.run = NEW.run AND r.unit = NEW.unit AND r.reward = NEW.reward AND r.officer = NEW.officer) THEN
    RAISE EXCEPTION 'second_officer: what follows from an appraisal is prepared by one officer and decided by another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_by_second BEFORE INSERT ON appraisal_reward_decision FOR EACH ROW EXECUTE FUNCTION reward_second_officer();
REVOKE EXECUTE ON FUNCTION reward_second_officer() FROM PUBLIC;
