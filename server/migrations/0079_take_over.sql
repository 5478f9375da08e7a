-- Take-over of a county into the pool (接管): its legacy files, what was found wrong with them, the audit sheet and its confirmations,
-- the steps of its life, what the switch made of the files, and the parallel run. All of it insert-only: a correction is a later row,
-- a roll-back is made of counter-facts.
CREATE SEQUENCE takeover_seq AS bigint MINVALUE 1;

-- ── files from outside ──────────────────────────────────────────────────────────────────────────────────────────────
-- Kept as they came, enciphered: they hold identity numbers. Nobody reads them but the job that imports them.
CREATE TABLE upload (
  upload bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  unit text NOT NULL REFERENCES area,
  layout text NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL CHECK (bytes > 0),
  pieces integer NOT NULL CHECK (pieces > 0),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE upload IS 'fact: a file brought in from outside, announced with its hash and size';
CREATE INDEX ON upload (officer);
CREATE INDEX ON upload (unit, layout);

CREATE TABLE upload_piece (
  upload bigint NOT NULL REFERENCES upload, piece integer NOT NULL CHECK (piece >= 0),
  cipher bytea NOT NULL,
  PRIMARY KEY (upload, piece)
);
COMMENT ON TABLE upload_piece IS 'fact: a piece of an uploaded file, enciphered';

-- ── take-overs ──────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE takeover (
  takeover bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  unit text NOT NULL REFERENCES area,
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  book text NOT NULL REFERENCES book,
  as_of date NOT NULL,                                             -- 清查基准日: balances at the end of this day
  switch_on date NOT NULL,                                         -- planned first day in this system
  sources text[] NOT NULL CHECK (cardinality(sources) > 0),        -- funds of before; two or more are merged into one
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (pool, unit, scheme),
  CHECK (switch_on > as_of)
);
COMMENT ON TABLE takeover IS 'fact: a county''s scheme is to be taken into the pool (E10, J4)';
CREATE INDEX ON takeover (unit);
CREATE INDEX ON takeover (officer);

CREATE TABLE takeover_task (
  takeover bigint NOT NULL REFERENCES takeover, task integer NOT NULL,
  unit text NOT NULL REFERENCES area,
  stage text NOT NULL CHECK (stage IN ('data', 'audit', 'transfer', 'run')),
  name text NOT NULL, owner text NOT NULL, due date NOT NULL,
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (takeover, task)
);
COMMENT ON TABLE takeover_task IS 'fact: a task of a take-over with owner and date';
CREATE INDEX ON takeover_task (unit);
CREATE INDEX ON takeover_task (officer);

CREATE TABLE takeover_task_event (
  takeover bigint NOT NULL, task integer NOT NULL, event bigint NOT NULL,
  unit text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('done', 'reopened', 'changed')),
  owner text, due date, remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (takeover, task, event),
  FOREIGN KEY (takeover, task) REFERENCES takeover_task
);
COMMENT ON TABLE takeover_task_event IS 'fact: a task was done, opened again, or given another owner or date';
CREATE INDEX ON takeover_task_event (unit);
CREATE INDEX ON takeover_task_event (officer);

-- ── legacy files, line by line ──────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE takeover_file (
  takeover bigint NOT NULL REFERENCES takeover, file bigint NOT NULL,
  unit text NOT NULL REFERENCES area,
  upload bigint NOT NULL REFERENCES upload,
  kind text NOT NULL,
  whole boolean NOT NULL,                                          -- takes the place of every earlier file of its kind
  lines integer NOT NULL, faulty integer NOT NULL, added integer NOT NULL, changed integer NOT NULL, unchanged integer NOT NULL,
  job bigint NOT NULL REFERENCES job,
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (takeover, file)
);
COMMENT ON TABLE takeover_file IS 'fact: a legacy file that was read, and what its lines came to';
CREATE INDEX ON takeover_file (upload);
CREATE INDEX ON takeover_file (job);
CREATE INDEX ON takeover_file (unit);
CREATE INDEX ON takeover_file (officer);

CREATE TABLE takeover_row (
  takeover bigint NOT NULL REFERENCES takeover, kind text NOT NULL, file bigint NOT NULL, line integer NOT NULL,
  unit text NOT NULL REFERENCES area,
  key text NOT NULL,                                               -- what the line is about; a later line of the key takes its place
  cert_hash bytea, birth_hash bytea, last4_hash bytea, cert_cipher bytea, phone_cipher bytea,
  content jsonb NOT NULL,                                          -- fields as read, without identity and telephone numbers
  faults text[] NOT NULL,                                          -- empty: the line counts
  PRIMARY KEY (takeover, kind, file, line)
);
COMMENT ON TABLE takeover_row IS 'fact: one line of a legacy file, faulty ones too';
CREATE INDEX ON takeover_row (takeover, kind, key, file);
CREATE INDEX ON takeover_row (takeover, kind, cert_hash);
CREATE INDEX ON takeover_row (unit);

-- The line that counts for each key: the latest good one, not older than the last whole file of its kind.
CREATE VIEW takeover_standing WITH (security_invoker = true) AS
  SELECT DISTINCT ON (r.takeover, r.kind, r.key) r.* FROM takeover_row r
   WHERE cardinality(r.faults) = 0 AND r.file >= coalesce(
     (SELECT max(f.file) FROM takeover_file f WHERE f.takeover = r.takeover AND f.kind = r.kind AND f.whole), 0)
   ORDER BY r.takeover, r.kind, r.key, r.file DESC, r.line DESC;

-- ── differences and their life ──────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE takeover_check (
  takeover bigint NOT NULL REFERENCES takeover, run bigint NOT NULL,
  unit text NOT NULL REFERENCES area,
  job bigint NOT NULL REFERENCES job,
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (takeover, run)
);
COMMENT ON TABLE takeover_check IS 'fact: the files of a take-over were held against each other and against the register';
CREATE INDEX ON takeover_check (job);
CREATE INDEX ON takeover_check (unit);
CREATE INDEX ON takeover_check (officer);

CREATE TABLE takeover_difference (
  takeover bigint NOT NULL, run bigint NOT NULL, matter text NOT NULL,
  unit text NOT NULL REFERENCES area,
  code text NOT NULL, kind text NOT NULL, file bigint, line integer,
  sentence text NOT NULL, amount_fen bigint,
  PRIMARY KEY (takeover, run, matter),
  FOREIGN KEY (takeover, run) REFERENCES takeover_check
);
COMMENT ON TABLE takeover_difference IS 'fact: what a check of a take-over found';
CREATE INDEX ON takeover_difference (takeover, matter);
CREATE INDEX ON takeover_difference (unit);

-- One life for every difference that officers must clear, whichever desk found it: note, owner, proposal to close or to carry, its
-- confirmation by a second officer, reopening.
CREATE TABLE matter_event (
  desk text NOT NULL CHECK (desk IN ('takeover', 'four_ways')), subject bigint NOT NULL, matter text NOT NULL, event bigint NOT NULL,
  unit text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('note', 'owner', 'close_proposed', 'carry_proposed', 'confirmed', 'declined', 'reopened')),
  owner text, text text NOT NULL CHECK (length(btrim(text)) >= 2),
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (desk, subject, matter, event),
  CHECK (kind NOT IN ('owner', 'carry_proposed') OR owner IS NOT NULL)
);
COMMENT ON TABLE matter_event IS 'fact: what officers said and did about a difference';
CREATE INDEX ON matter_event (unit);
CREATE INDEX ON matter_event (officer);

CREATE FUNCTION matter_confirmed_by_second() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE last record;
BEGIN
  SELECT e.kind, e.officer INTO last FROM matter_event e WHERE e.desk = NEW.desk AND e.subject = NEW.subject AND e.matter = NEW.matter
    AND e.kind NOT IN ('note', 'owner') AND e.event < NEW.event ORDER BY e.event DESC LIMIT 1;
  IF last.kind IS NULL OR last.kind NOT IN ('close_proposed', 'carry_proposed') OR last.officer = NEW.officer THEN
    RAISE EXCEPTION 'second_officer: % of % must be proposed by one officer and confirmed by another', NEW.matter, NEW.desk;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confirmed_by_second BEFORE INSERT ON matter_event FOR EACH ROW WHEN (NEW.kind = 'confirmed') EXECUTE FUNCTION matter_confirmed_by_second();

-- Where a matter stands: its last decisive event speaks; the owner is the last one named.
CREATE VIEW matter_standing WITH (security_invoker = true) AS
  SELECT e.desk, e.subject, e.matter,
         CASE d.kinds[1] WHEN 'confirmed' THEN CASE d.kinds[2] WHEN 'carry_proposed' THEN 'carried' ELSE 'closed' END
           WHEN 'close_proposed' THEN 'proposed' WHEN 'carry_proposed' THEN 'proposed' ELSE 'open' END AS standing,
         d.event AS decided, (SELECT o.owner FROM matter_event o WHERE o.desk = e.desk AND o.subject = e.subject AND o.matter = e.matter
           AND o.owner IS NOT NULL ORDER BY o.event DESC LIMIT 1) AS owner
    FROM (SELECT DISTINCT desk, subject, matter FROM matter_event) e
    CROSS JOIN LATERAL (SELECT array_agg(x.kind ORDER BY x.event DESC) AS kinds, max(x.event) AS event FROM matter_event x
      WHERE x.desk = e.desk AND x.subject = e.subject AND x.matter = e.matter AND x.kind NOT IN ('note', 'owner')) d;

-- ── audit sheet ─────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE takeover_verified (
  takeover bigint NOT NULL REFERENCES takeover, figure bigint NOT NULL,
  unit text NOT NULL REFERENCES area,
  key text NOT NULL,                                               -- source fund, item and counterparty, as in the fund file
  verified_fen bigint NOT NULL,
  basis text NOT NULL CHECK (length(btrim(basis)) >= 4),           -- confirmation letter, count sheet, statement: where it can be read
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (takeover, figure)
);
COMMENT ON TABLE takeover_verified IS 'fact: what the audit found a balance to be, with its evidence; the latest rules';
CREATE INDEX ON takeover_verified (takeover, key);
CREATE INDEX ON takeover_verified (unit);
CREATE INDEX ON takeover_verified (officer);

CREATE TABLE takeover_confirmation (
  takeover bigint NOT NULL REFERENCES takeover, confirmation bigint NOT NULL,
  unit text NOT NULL REFERENCES area,
  party text NOT NULL CHECK (party IN ('bureau', 'finance', 'audit')),
  sheet_hash text NOT NULL CHECK (sheet_hash ~ '^[0-9a-f]{64}$'),  -- a confirmation holds for the sheet it was given for
  agreed boolean NOT NULL,
  document text NOT NULL CHECK (length(btrim(document)) >= 4), remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (takeover, confirmation)
);
COMMENT ON TABLE takeover_confirmation IS 'fact: a party agreed to the audit sheet, or did not';
CREATE INDEX ON takeover_confirmation (unit);
CREATE INDEX ON takeover_confirmation (officer);

-- ── life ────────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE takeover_step (
  takeover bigint NOT NULL REFERENCES takeover, step integer NOT NULL,
  unit text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('data_finished', 'returned_to_data', 'audit_finished', 'transfer_asked', 'transferred', 'transfer_reversal_asked',
    'transfer_reversed', 'rehearsed', 'switch_asked', 'switched', 'roll_back_asked', 'rolled_back')),
  facts bigint[] NOT NULL DEFAULT '{}',                            -- posted by the step
  report jsonb, remark text NOT NULL DEFAULT '',
  after_settlement bigint,                                         -- of a switch: the last number of a bill before it
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (takeover, step)
);
COMMENT ON TABLE takeover_step IS 'fact: the steps of a take-over';
CREATE INDEX ON takeover_step (unit);
CREATE INDEX ON takeover_step (officer);

-- After the first live settlement of the county's scheme only forward corrections are left. The lock waits for bills that are being
-- saved and holds back new ones until the roll-back has ended.
CREATE FUNCTION no_way_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  LOCK TABLE settlement IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (
    SELECT 1 FROM takeover t JOIN settlement s ON s.area = t.unit AND s.scheme = t.scheme
     WHERE t.takeover = NEW.takeover AND s.settlement > (SELECT max(x.after_settlement) FROM takeover_step x WHERE x.takeover = NEW.takeover)) THEN
    RAISE EXCEPTION 'live_already: take-over % has live settlements; only forward corrections are left', NEW.takeover;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER no_way_back BEFORE INSERT ON takeover_step FOR EACH ROW WHEN (NEW.kind IN ('rolled_back', 'transfer_reversed')) EXECUTE FUNCTION no_way_back();

-- Bills are numbered in the order in which they are made: what comes after the switch has a higher number than this.
CREATE FUNCTION mark_switch() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  NEW.after_settlement := (SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END FROM settlement_seq);
  RETURN NEW;
END $$;
CREATE TRIGGER mark_switch BEFORE INSERT ON takeover_step FOR EACH ROW WHEN (NEW.kind = 'switched') EXECUTE FUNCTION mark_switch();

CREATE FUNCTION takeover_second_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE before record;
BEGIN
  SELECT s.kind, s.officer INTO before FROM takeover_step s WHERE s.takeover = NEW.takeover AND s.step < NEW.step AND s.kind <> 'rehearsed' ORDER BY s.step DESC LIMIT 1;
  IF before.kind IS DISTINCT FROM (CASE NEW.kind WHEN 'transferred' THEN 'transfer_asked' WHEN 'transfer_reversed' THEN 'transfer_reversal_asked'
      WHEN 'switched' THEN 'switch_asked' ELSE 'roll_back_asked' END) OR before.officer = NEW.officer THEN
    RAISE EXCEPTION 'second_officer: % of take-over % must be asked for by one officer and done by another', NEW.kind, NEW.takeover;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER asked_before BEFORE INSERT ON takeover_step FOR EACH ROW
  WHEN (NEW.kind IN ('transferred', 'transfer_reversed', 'switched', 'rolled_back')) EXECUTE FUNCTION takeover_second_officer();

-- ── what the switch makes ───────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE accumulator_opening (
  person bigint NOT NULL REFERENCES person, opening bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')), benefit_year integer NOT NULL,
  counter_keys text[] NOT NULL, counter_amounts bigint[] NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, opening),
  CHECK (cardinality(counter_keys) = cardinality(counter_amounts))
);
COMMENT ON TABLE accumulator_opening IS 'fact person-keyed: what a person''s year had come to in the system of before, or its taking back';
CREATE INDEX ON accumulator_opening (area);

CREATE TABLE takeover_taken (
  person bigint NOT NULL REFERENCES person,
  takeover bigint NOT NULL REFERENCES takeover, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('enrolment', 'identity', 'filing', 'account', 'accumulator', 'stay')), fact bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  PRIMARY KEY (person, takeover, step, kind, fact)
);
COMMENT ON TABLE takeover_taken IS 'fact person-keyed: which facts a switch made out of the files';
CREATE INDEX ON takeover_taken (takeover, step, kind);
CREATE INDEX ON takeover_taken (area);

-- ── parallel run ────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE parallel_run (
  takeover bigint NOT NULL REFERENCES takeover, run bigint NOT NULL,
  unit text NOT NULL REFERENCES area,
  rule_hash text NOT NULL REFERENCES rule_set,
  bills integer NOT NULL, equal integer NOT NULL, differs integer NOT NULL, not_possible integer NOT NULL,
  job bigint NOT NULL REFERENCES job,
  officer bigint NOT NULL REFERENCES officer, known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (takeover, run)
);
COMMENT ON TABLE parallel_run IS 'fact: the old system''s bills settled again here, and how many came to the same';
CREATE INDEX ON parallel_run (job);
CREATE INDEX ON parallel_run (rule_hash);
CREATE INDEX ON parallel_run (unit);
CREATE INDEX ON parallel_run (officer);

CREATE TABLE parallel_day (
  takeover bigint NOT NULL, run bigint NOT NULL, day date NOT NULL,
  unit text NOT NULL REFERENCES area,
  kind text NOT NULL, bills integer NOT NULL, difference_fen bigint NOT NULL,
  PRIMARY KEY (takeover, run, day, kind),
  FOREIGN KEY (takeover, run) REFERENCES parallel_run
);
COMMENT ON TABLE parallel_day IS 'fact: result of a parallel run by day of settlement and kind of difference; equal is a kind';
CREATE INDEX ON parallel_day (unit);

CREATE TABLE parallel_difference (
  takeover bigint NOT NULL, run bigint NOT NULL, bill text NOT NULL,
  unit text NOT NULL REFERENCES area,
  day date NOT NULL, file bigint NOT NULL, line integer NOT NULL,
  kind text NOT NULL, theirs_fen bigint NOT NULL, ours_fen bigint NOT NULL,
  sentence text NOT NULL,
  PRIMARY KEY (takeover, run, bill),
  FOREIGN KEY (takeover, run) REFERENCES parallel_run
);
COMMENT ON TABLE parallel_difference IS 'fact: a bill of the old system that comes to something else here, and why';
CREATE INDEX ON parallel_difference (takeover, run, kind);
CREATE INDEX ON parallel_difference (unit);

-- ── who may ─────────────────────────────────────────────────────────────────────────────────────────────────────────
GRANT USAGE ON SEQUENCE takeover_seq TO tongchou_desk, tongchou_batch;
GRANT SELECT, INSERT ON upload, takeover, takeover_task, takeover_task_event, matter_event, takeover_verified, takeover_confirmation, takeover_step TO tongchou_desk, tongchou_batch;
GRANT INSERT ON upload_piece TO tongchou_desk;
GRANT SELECT, INSERT ON upload_piece, takeover_file, takeover_row, takeover_check, takeover_difference, accumulator_opening, takeover_taken, parallel_run,
  parallel_day, parallel_difference TO tongchou_batch;
GRANT SELECT ON takeover_file, takeover_row, takeover_standing, takeover_check, takeover_difference, matter_standing, accumulator_opening, takeover_taken, parallel_run, parallel_day,
  parallel_difference TO tongchou_desk;
GRANT SELECT ON takeover_standing, matter_standing TO tongchou_batch;
REVOKE EXECUTE ON FUNCTION no_way_back(), mark_switch(), takeover_second_officer(), matter_confirmed_by_second() FROM PUBLIC;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['upload', 'takeover', 'takeover_task', 'takeover_task_event', 'takeover_file', 'takeover_row', 'takeover_check', 'takeover_difference',
      'matter_event', 'takeover_verified', 'takeover_confirmation', 'takeover_step', 'parallel_run', 'parallel_day', 'parallel_difference'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (unit = ANY ((SELECT current_areas())::text[])) WITH CHECK (unit = ANY ((SELECT current_areas())::text[]))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['accumulator_opening', 'takeover_taken'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[]) OR person = ANY ((SELECT requested_persons())::bigint[]))', t);
  END LOOP;
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('fact_stream'::regclass), '; ')
    || $s$ UNION ALL SELECT 'accumulator_opening', NULL::text, person, area, opening, in_force, known_at, booked_on, NULL::bigint FROM accumulator_opening$s$;
END $$;
