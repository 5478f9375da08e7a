-- Who may do what, and who did: roles and permissions (loaded from catalogues/access), officers, desk sessions, the audit trail and its seals.

-- ── the installation ────────────────────────────────────────────────────────────────────────────────────────────────
-- One row: tells whether a key belongs to these data before anything is decrypted with it. Nobody but the owner reads it.
CREATE TABLE installation (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  key_check bytea NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE installation IS 'system: check value of the key the register is encrypted with';

-- ── roles ───────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE desk_permission (
  permission text PRIMARY KEY,                                     -- e.g. person.search
  name text NOT NULL,                                              -- finishes the sentence 您的岗位不能……
  business boolean NOT NULL,                                       -- shows or changes business data: forbidden to the three administrators
  active boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE desk_permission IS 'reference: permissions; catalogues/access/permissions.tsv';

CREATE TABLE desk_role (
  department text NOT NULL, role text NOT NULL,
  department_name text NOT NULL, role_name text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('pool', 'area', 'institution', 'self', 'none')),
  permissions text[] NOT NULL,                                     -- each one stands in desk_permission; the loader refuses others
  active boolean NOT NULL DEFAULT true,
  PRIMARY KEY (department, role)
);
COMMENT ON TABLE desk_role IS 'reference: department × role → permissions and scope; catalogues/access/roles.tsv';

-- The units whose persons an officer sees: a whole pool, one unit, or none. A town stands for the unit above it; whoever
-- belongs to the pool itself (the city's own level) sees every unit.
CREATE FUNCTION officer_units(scope text, of_pool text, home text, on_day date) RETURNS TABLE (code text, name text) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE above(code, steps) AS (
    SELECT home, 0 UNION ALL SELECT a.parent, above.steps + 1 FROM above JOIN area a ON a.code = above.code WHERE a.parent IS NOT NULL),
  unit AS (
    SELECT u.unit, u.name FROM pooling_unit u WHERE u.pool = of_pool AND u.in_force <= on_day AND (u.until IS NULL OR u.until >= on_day)),
  own AS (
    SELECT u.unit FROM above JOIN unit u ON u.unit = above.code WHERE above.code <> of_pool ORDER BY above.steps LIMIT 1)
  SELECT u.unit, u.name FROM unit u
  WHERE scope = 'pool' OR (scope = 'area' AND (home = of_pool OR u.unit = (SELECT own.unit FROM own)))
  ORDER BY u.unit $$;
GRANT EXECUTE ON FUNCTION officer_units(text, text, text, date) TO tongchou_desk;

CREATE SEQUENCE officer_seq AS bigint MINVALUE 1;
CREATE TABLE officer (
  officer bigint PRIMARY KEY,
  account text NOT NULL UNIQUE CHECK (account ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  name text NOT NULL,
  department text NOT NULL, role text NOT NULL,
  pool text NOT NULL REFERENCES area,
  area text NOT NULL REFERENCES area,                              -- unit, town, or the pool itself for a city-level officer
  provider text REFERENCES provider,                               -- whose own data an institution's officer sees
  password_hash text NOT NULL,                                     -- argon2id, PHC text
  password_changed_at timestamptz NOT NULL,
  failures smallint NOT NULL DEFAULT 0,                            -- since the last right password
  locked_until timestamptz,
  active boolean NOT NULL DEFAULT true,
  FOREIGN KEY (department, role) REFERENCES desk_role
);
COMMENT ON TABLE officer IS 'state: accounts of the desk';
CREATE INDEX ON officer (department, role);
CREATE INDEX ON officer (pool);
CREATE INDEX ON officer (area);
CREATE INDEX ON officer (provider);

CREATE TABLE desk_session (
  token_hash bytea PRIMARY KEY,                                    -- SM3 of the cookie; the token itself is stored nowhere
  officer bigint NOT NULL REFERENCES officer,
  opened_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,                                    -- idle expiry counts from here
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
COMMENT ON TABLE desk_session IS 'system: open sign-ins of the desk';
CREATE INDEX ON desk_session (officer);

GRANT SELECT ON desk_permission, desk_role TO tongchou_desk, tongchou_batch;
GRANT INSERT, UPDATE ON desk_permission, desk_role TO tongchou_batch;
-- The desk may change a password, count failures and lock, and nothing else about an officer. It reads a hash only through the function below.
GRANT SELECT (officer, account, name, department, role, pool, area, provider, password_changed_at, failures, locked_until, active) ON officer TO tongchou_desk;
GRANT UPDATE (password_hash, password_changed_at, failures, locked_until) ON officer TO tongchou_desk;
GRANT SELECT (officer, account, name, department, role, pool, area, provider, password_changed_at, active), INSERT, UPDATE ON officer TO tongchou_batch;
GRANT SELECT, INSERT, UPDATE ON desk_session TO tongchou_desk;
GRANT SELECT, UPDATE ON desk_session TO tongchou_batch;
GRANT USAGE ON SEQUENCE officer_seq TO tongchou_batch;

CREATE FUNCTION password_hash_of(of_officer bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp
  AS $$ SELECT o.password_hash FROM officer o WHERE o.officer = of_officer AND o.active $$;
REVOKE EXECUTE ON FUNCTION password_hash_of(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION password_hash_of(bigint) TO tongchou_desk;

-- ── the audit trail ─────────────────────────────────────────────────────────────────────────────────────────────────
-- `xid` stands before `at`, so that a row's transaction has its number before the row has its time. Both, and `event`, are
-- the database's own: the application has no right to write them.
CREATE SEQUENCE audit_seq AS bigint MINVALUE 1;
CREATE TABLE audit_event (
  event bigint PRIMARY KEY DEFAULT nextval('audit_seq'),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  officer bigint REFERENCES officer,                               -- null: nobody had signed in
  account text NOT NULL,
  role text NOT NULL,
  action text NOT NULL,                                            -- e.g. person.seen
  person bigint,                                                   -- whose data; never an identity number
  area text,
  route text NOT NULL,                                             -- method and pattern, never the address as asked
  outcome text NOT NULL CHECK (outcome IN ('ok', 'refused', 'denied', 'failed')),
  ip inet,
  detail jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE audit_event IS 'fact: who saw and did what at the desk';
CREATE INDEX ON audit_event (at);
CREATE INDEX ON audit_event (officer, at);
CREATE INDEX ON audit_event (person, at) WHERE person IS NOT NULL;
CREATE INDEX ON audit_event (xid);

-- A seal covers every event whose transaction number lies in [xid_from, xid_to). `xid_to` was the commit horizon when the seal
-- was made: all those transactions had ended, so that none can add a row later, however long it ran.
CREATE TABLE audit_seal (
  seal bigint PRIMARY KEY,
  xid_from xid8 NOT NULL, xid_to xid8 NOT NULL CHECK (xid_to > xid_from),
  events integer NOT NULL,
  hash bytea NOT NULL,                                             -- HMAC-SM3 over the seal before and the rows
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE audit_seal IS 'fact: hash chain over the audit trail, one link a minute';

GRANT USAGE ON SEQUENCE audit_seq TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT INSERT (officer, account, role, action, person, area, route, outcome, ip, detail) ON audit_event TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT SELECT ON audit_event TO tongchou_desk, tongchou_batch;
GRANT SELECT, INSERT ON audit_seal TO tongchou_batch;

-- How far the officer of this transaction may read the trail: all of it, that of the own areas, or nothing.
CREATE FUNCTION audit_reach() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT CASE WHEN 'audit.read_all' = ANY (r.permissions) THEN 'all' WHEN 'audit.read' = ANY (r.permissions) THEN 'area' ELSE 'none' END
  FROM officer o JOIN desk_role r USING (department, role) WHERE o.officer = current_officer() AND o.active $$;
REVOKE EXECUTE ON FUNCTION audit_reach() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_reach() TO tongchou_desk;

ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON audit_event TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY settlement ON audit_event FOR INSERT TO tongchou_settlement WITH CHECK (true);
CREATE POLICY desk_writes ON audit_event FOR INSERT TO tongchou_desk WITH CHECK (officer IS NOT DISTINCT FROM current_officer());
CREATE POLICY desk_reads ON audit_event FOR SELECT TO tongchou_desk USING (
  (SELECT audit_reach()) = 'all' OR ((SELECT audit_reach()) = 'area' AND area = ANY ((SELECT current_areas())::text[])));

-- ── looking a person up ─────────────────────────────────────────────────────────────────────────────────────────────
-- Prefix search by `~>=~` and `~<~`: those operators are leakproof, so that the index is used beneath row-level security, which LIKE forbids.
CREATE INDEX person_name_prefix ON person (name text_pattern_ops, person);
CREATE INDEX person_area_name_prefix ON person (area, name text_pattern_ops, person);

-- Persons the officer of this transaction has asked for and may still see.
CREATE FUNCTION requested_persons() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = tongchou, pg_temp
  AS $$ SELECT coalesce(array_agg(DISTINCT r.person), '{}') FROM access_request r WHERE r.officer = current_officer() AND r.expires_at > now() $$;
REVOKE EXECUTE ON FUNCTION requested_persons() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION requested_persons() TO tongchou_desk;

-- The same rule as before, asked once a statement instead of once a row, and in a form an index can answer.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['person', 'enrolment', 'identity', 'filing', 'visit', 'visit_state', 'settlement', 'accumulator', 'individual_account', 'account_movement', 'memo_entry'] LOOP
    EXECUTE format('ALTER POLICY desk ON %I USING (area = ANY ((SELECT current_areas())::text[]) OR person = ANY ((SELECT requested_persons())::bigint[])) WITH CHECK (area = ANY ((SELECT current_areas())::text[]))', t);
  END LOOP;
END $$;

-- Where somebody of the register is insured, and nothing else: the desk must be able to say "of another area, ask for access".
CREATE FUNCTION whereabouts(hash bytea) RETURNS TABLE (person bigint, area text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp
  AS $$ SELECT p.person, p.area FROM person p WHERE p.cert_hash = hash $$;
CREATE FUNCTION whereabouts(of_person bigint) RETURNS TABLE (person bigint, area text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp
  AS $$ SELECT p.person, p.area FROM person p WHERE p.person = of_person $$;
REVOKE EXECUTE ON FUNCTION whereabouts(bytea), whereabouts(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION whereabouts(bytea), whereabouts(bigint) TO tongchou_desk;
