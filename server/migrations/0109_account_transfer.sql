-- Individual accounts that move with their owners to another area or come from one (A8, 财会〔2017〕28号 journal 18): decided by two officers,
-- paid through the bank or received by the special fiscal account.
CREATE TABLE account_transfer (
  person bigint NOT NULL REFERENCES person,
  transfer bigint NOT NULL UNIQUE,
  unit text NOT NULL REFERENCES area,
  book text NOT NULL REFERENCES book,
  direction text NOT NULL CHECK (direction IN ('in', 'out')),
  agency text NOT NULL CHECK (length(btrim(agency)) >= 4),         -- of the other area: who is paid, or who paid
  document text NOT NULL CHECK (length(btrim(document)) >= 4),     -- 参保凭证, 联系函 or the bank slip
  happened_on date NOT NULL,                                       -- in: when the money came; out: when it was asked for
  current_fen bigint NOT NULL CHECK (current_fen >= 0), history_fen bigint NOT NULL CHECK (history_fen >= 0),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, transfer),
  CHECK (current_fen + history_fen > 0)
);
COMMENT ON TABLE account_transfer IS 'fact person-keyed: an individual account that moves to another area or comes from one, as registered; a second officer decides (A8)';
CREATE INDEX ON account_transfer (unit);
CREATE INDEX ON account_transfer (book);
CREATE INDEX ON account_transfer (officer);
ALTER TABLE account_transfer ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON account_transfer TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY desk ON account_transfer TO tongchou_desk USING (unit = ANY ((SELECT current_areas())::text[])) WITH CHECK (unit = ANY ((SELECT current_areas())::text[]));
GRANT SELECT, INSERT ON account_transfer TO tongchou_desk, tongchou_batch;

ALTER TABLE account_movement DROP CONSTRAINT account_movement_kind_check;
ALTER TABLE account_movement ADD CONSTRAINT account_movement_kind_check
  CHECK (kind IN ('opening', 'credited', 'interest', 'corrected', 'paid', 'returned', 'transferred_in', 'transferred_out'));

-- Moves the account of an undecided transfer, once; false where the account does not hold exactly what goes out. The desk may not touch
-- accounts in any other way.
CREATE FUNCTION move_account(of_transfer bigint, on_day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE t account_transfer; sign integer;
BEGIN
  SELECT * INTO STRICT t FROM account_transfer x WHERE x.transfer = of_transfer AND x.unit = ANY (current_areas());
  IF payment_stage('transfer', of_transfer) <> 'begun' THEN
    RAISE EXCEPTION 'decided_already: transfer %', of_transfer;
  END IF;
  sign := CASE t.direction WHEN 'in' THEN 1 ELSE -1 END;
  IF t.direction = 'in' THEN
    INSERT INTO individual_account AS a (person, area, version, current_fen, history_fen) VALUES (t.person, t.unit, 0, t.current_fen, t.history_fen)
      ON CONFLICT (person) DO UPDATE SET version = a.version + 1, current_fen = a.current_fen + t.current_fen, history_fen = a.history_fen + t.history_fen;
  ELSE
    UPDATE individual_account SET version = version + 1, current_fen = 0, history_fen = 0
     WHERE person = t.person AND current_fen = t.current_fen AND history_fen = t.history_fen;
    IF NOT FOUND THEN RETURN false; END IF;
  END IF;
  INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, booked_on)
    VALUES (t.person, nextval('fact_seq'), t.unit, 'transferred_' || t.direction, sign * t.current_fen, sign * t.history_fen, on_day);
  RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION move_account(bigint, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION move_account(bigint, date) TO tongchou_desk, tongchou_batch;
