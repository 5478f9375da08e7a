-- Accounts of the desk are opened and changed by two officers: one asks, another decides, and what was decided takes effect in the same
-- transaction. Locking, unlocking, a new password and ending sessions are acts of one officer. Triggers carry out, so that the desk needs
-- no right to write an officer's role or area, and nothing can be carried out twice.
ALTER TABLE officer ADD COLUMN password_until timestamptz;
COMMENT ON COLUMN officer.password_until IS 'set: the password is a one-time one, must be replaced at the first sign-in and is worth nothing after this';
GRANT SELECT (password_until), UPDATE (password_until) ON officer TO tongchou_desk;

-- Whether the officer of this transaction administers accounts of the area: their own place, or one beneath it.
CREATE FUNCTION manages_officers(of_area text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  WITH RECURSIVE above(code) AS (
    SELECT of_area UNION SELECT a.parent FROM above JOIN area a ON a.code = above.code WHERE a.parent IS NOT NULL)
  SELECT EXISTS (SELECT FROM officer o JOIN desk_role r USING (department, role) JOIN above ON above.code = o.area
                 WHERE o.officer = current_officer() AND o.active AND o.password_until IS NULL AND 'officer.manage' = ANY (r.permissions)) $$;
CREATE FUNCTION area_of_officer(of_officer bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp
  AS $$ SELECT o.area FROM officer o WHERE o.officer = of_officer $$;
REVOKE EXECUTE ON FUNCTION manages_officers(text), area_of_officer(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION manages_officers(text), area_of_officer(bigint) TO tongchou_desk;

CREATE SEQUENCE officer_act_seq AS bigint MINVALUE 1;
CREATE TABLE officer_request (
  request bigint PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('open', 'change')),
  officer bigint REFERENCES officer,                               -- whose account changes; none while it is not open yet
  account text NOT NULL CHECK (account ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  name text NOT NULL,
  department text NOT NULL, role text NOT NULL,
  pool text NOT NULL REFERENCES area,
  area text NOT NULL REFERENCES area,
  provider text REFERENCES provider,
  before jsonb NOT NULL DEFAULT '{}',                              -- what a change replaces
  reason text NOT NULL,
  asked_by bigint NOT NULL REFERENCES officer, asked_at timestamptz NOT NULL,
  UNIQUE (request, asked_by),
  FOREIGN KEY (department, role) REFERENCES desk_role,
  CHECK ((kind = 'change') = (officer IS NOT NULL)),
  CHECK (officer IS DISTINCT FROM asked_by)                        -- nobody asks for a change of the own account
);
COMMENT ON TABLE officer_request IS 'fact: an account to open, or a role or area to change, as one officer asked for it';
CREATE INDEX ON officer_request (officer);
CREATE INDEX ON officer_request (account);
CREATE INDEX ON officer_request (department, role);
CREATE INDEX ON officer_request (pool);
CREATE INDEX ON officer_request (area);
CREATE INDEX ON officer_request (provider);
CREATE INDEX ON officer_request (asked_by);

CREATE TABLE officer_decision (
  request bigint PRIMARY KEY, asked_by bigint NOT NULL,
  decision text NOT NULL CHECK (decision IN ('approved', 'refused', 'withdrawn')),
  reason text NOT NULL DEFAULT '',
  decided_by bigint NOT NULL REFERENCES officer, decided_at timestamptz NOT NULL,
  FOREIGN KEY (request, asked_by) REFERENCES officer_request (request, asked_by),
  CHECK ((decision = 'withdrawn') = (decided_by = asked_by))       -- a second officer decides; whoever asked may only take it back
);
COMMENT ON TABLE officer_decision IS 'fact: what a second officer decided about a request for an account';
CREATE INDEX ON officer_decision (request, asked_by);
CREATE INDEX ON officer_decision (decided_by);

CREATE TABLE officer_act (
  act bigint PRIMARY KEY,
  officer bigint NOT NULL REFERENCES officer,
  kind text NOT NULL CHECK (kind IN ('lock', 'unlock', 'new_password', 'end_sessions')),
  reason text NOT NULL,
  done_by bigint NOT NULL REFERENCES officer, done_at timestamptz NOT NULL,
  CHECK (officer <> done_by)
);
COMMENT ON TABLE officer_act IS 'fact: an account was locked or unlocked, given a new password, or its sessions were ended';
CREATE INDEX ON officer_act (officer, act);
CREATE INDEX ON officer_act (done_by);

-- An opened account has a hash no password fits until the desk gives it its one-time password, in the same transaction.
CREATE FUNCTION carry_out_officer_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE asked officer_request;
BEGIN
  SELECT * INTO STRICT asked FROM officer_request q WHERE q.request = NEW.request;
  IF NEW.decision <> 'approved' THEN RETURN NULL; END IF;
  IF asked.officer IS NOT DISTINCT FROM NEW.decided_by THEN
    RAISE EXCEPTION 'nobody decides about the own account' USING ERRCODE = 'check_violation';
  END IF;
  IF asked.kind = 'open' THEN
    INSERT INTO officer (officer, account, name, department, role, pool, area, provider, password_hash, password_changed_at, password_until)
    VALUES (nextval('officer_seq'), asked.account, asked.name, asked.department, asked.role, asked.pool, asked.area, asked.provider, '', NEW.decided_at, NEW.decided_at);
  ELSE
    UPDATE officer SET name = asked.name, department = asked.department, role = asked.role, area = asked.area, provider = asked.provider
    WHERE officer = asked.officer;
    UPDATE desk_session SET revoked_at = NEW.decided_at WHERE officer = asked.officer AND revoked_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER carry_out AFTER INSERT ON officer_decision FOR EACH ROW EXECUTE FUNCTION carry_out_officer_decision();

CREATE FUNCTION carry_out_officer_act() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  IF NEW.kind = 'lock' THEN
    UPDATE officer SET active = false WHERE officer = NEW.officer;
  ELSIF NEW.kind = 'unlock' THEN
    UPDATE officer SET active = true, failures = 0, locked_until = NULL WHERE officer = NEW.officer;
  END IF;
  IF NEW.kind <> 'unlock' THEN
    UPDATE desk_session SET revoked_at = NEW.done_at WHERE officer = NEW.officer AND revoked_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER carry_out AFTER INSERT ON officer_act FOR EACH ROW EXECUTE FUNCTION carry_out_officer_act();
REVOKE EXECUTE ON FUNCTION carry_out_officer_decision(), carry_out_officer_act() FROM PUBLIC;

GRANT USAGE ON SEQUENCE officer_act_seq TO tongchou_desk;
GRANT SELECT, INSERT ON officer_request, officer_decision, officer_act TO tongchou_desk;
GRANT SELECT ON officer_request, officer_decision, officer_act TO tongchou_batch;

ALTER TABLE officer_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE officer_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE officer_act ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON officer_request FOR SELECT TO tongchou_batch USING (true);
CREATE POLICY batch ON officer_decision FOR SELECT TO tongchou_batch USING (true);
CREATE POLICY batch ON officer_act FOR SELECT TO tongchou_batch USING (true);
CREATE POLICY desk_reads ON officer_request FOR SELECT TO tongchou_desk USING (manages_officers(area));
CREATE POLICY desk_writes ON officer_request FOR INSERT TO tongchou_desk WITH CHECK (
  asked_by = current_officer() AND manages_officers(area) AND (officer IS NULL OR manages_officers(area_of_officer(officer))));
CREATE POLICY desk_reads ON officer_decision FOR SELECT TO tongchou_desk USING (EXISTS (SELECT FROM officer_request q WHERE q.request = officer_decision.request));
CREATE POLICY desk_writes ON officer_decision FOR INSERT TO tongchou_desk WITH CHECK (
  decided_by = current_officer() AND EXISTS (SELECT FROM officer_request q WHERE q.request = officer_decision.request
    AND (q.officer IS NULL OR manages_officers(area_of_officer(q.officer)))));
CREATE POLICY desk_reads ON officer_act FOR SELECT TO tongchou_desk USING (manages_officers(area_of_officer(officer)));
CREATE POLICY desk_writes ON officer_act FOR INSERT TO tongchou_desk WITH CHECK (done_by = current_officer() AND manages_officers(area_of_officer(officer)));
