-- Retroactive change: what changed for the past, the differences it makes to settled bills, what a second officer decided on them;
-- and the nights in which stored bills were settled again to see whether they still give the same.

CREATE TABLE difference_change (
  change bigint PRIMARY KEY,
  job bigint NOT NULL REFERENCES job,
  pool text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('rules', 'identity', 'enrolment')),
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  areas text[] NOT NULL,                                           -- units whose bills were looked at
  from_day date, until_day date,                                   -- days of care that were looked at; null: all
  rule_hash text REFERENCES rule_set,                              -- rules: by what the bills were settled again
  stretches jsonb NOT NULL DEFAULT '[]',                           -- rules: days, kinds and levels in which they differ from those used
  facts bigint[] NOT NULL DEFAULT '{}',                            -- identity, enrolment: the late facts
  officer bigint NOT NULL REFERENCES officer,
  bills integer NOT NULL, persons integer NOT NULL,                -- settled again
  known_at timestamptz NOT NULL
);
COMMENT ON TABLE difference_change IS 'fact: something changed for the past, and the bills were settled again';
CREATE INDEX ON difference_change (pool, known_at);
CREATE INDEX ON difference_change (job);
CREATE INDEX ON difference_change (officer);
CREATE INDEX ON difference_change (rule_hash);

CREATE TABLE difference (
  person bigint NOT NULL REFERENCES person,
  difference bigint NOT NULL,
  change bigint NOT NULL REFERENCES difference_change,
  settlement bigint NOT NULL,
  area text NOT NULL REFERENCES area,                              -- unit whose money
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  benefit_year integer NOT NULL,
  accumulator_version bigint NOT NULL,                             -- guard: of the year when it was computed
  layers text[] NOT NULL, payers text[] NOT NULL, before_fen bigint[] NOT NULL, after_fen bigint[] NOT NULL,
  person_fen bigint NOT NULL,                                      -- owed to the person; negative: owed by the person
  deductible_fen bigint NOT NULL, in_scope_fen bigint NOT NULL,    -- signed change
  counter_keys text[] NOT NULL, counter_amounts bigint[] NOT NULL, -- signed change of the year's accumulators
  payable boolean NOT NULL,                                        -- false: the bill should not have been paid at all
  rule_hash text NOT NULL REFERENCES rule_set,                     -- by what it was settled again
  receipt jsonb NOT NULL,                                          -- circumstances and counters it was settled again with
  reason text NOT NULL,                                            -- what differs and why, with the articles before and after
  in_force date NOT NULL, known_at timestamptz NOT NULL, booked_on date NOT NULL,
  PRIMARY KEY (person, difference),
  FOREIGN KEY (person, settlement) REFERENCES settlement,
  CHECK (cardinality(layers) = cardinality(payers) AND cardinality(layers) = cardinality(before_fen) AND cardinality(layers) = cardinality(after_fen)),
  CHECK (cardinality(counter_keys) = cardinality(counter_amounts))
);
COMMENT ON TABLE difference IS 'fact person-keyed: what a settled bill would be under what is known now, less what it stands at';
CREATE UNIQUE INDEX ON difference (difference);
CREATE INDEX ON difference (person, settlement);
CREATE INDEX ON difference (change, person);
CREATE INDEX ON difference (area, known_at);
CREATE INDEX ON difference (rule_hash);

-- Bills that a change touches and that come to the same all the same: from now on they stand on the changed ground, for whatever is
-- recomputed later. In force with the approval of the differences of the same change, person and year; at once where there are none.
CREATE TABLE difference_alike (
  person bigint NOT NULL REFERENCES person,
  change bigint NOT NULL REFERENCES difference_change,
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  benefit_year integer NOT NULL,
  area text NOT NULL REFERENCES area,
  settlements bigint[] NOT NULL, rule_hashes text[] NOT NULL,
  receipts jsonb NOT NULL,                                         -- one for each: the circumstances, or null where only the rules changed
  known_at timestamptz NOT NULL,
  PRIMARY KEY (person, change, benefit_year),
  CHECK (cardinality(settlements) = cardinality(rule_hashes) AND cardinality(settlements) = jsonb_array_length(receipts))
);
COMMENT ON TABLE difference_alike IS 'fact person-keyed: bills that a change for the past touches without a difference';
CREATE INDEX ON difference_alike (change);
CREATE INDEX ON difference_alike (area);

CREATE TABLE difference_decision (
  person bigint NOT NULL,
  decision bigint NOT NULL,
  difference bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('approved', 'declined', 'superseded', 'cancelled')),
  officer bigint REFERENCES officer,                               -- null: superseded by a later change, or taken back with its bill
  remark text NOT NULL,
  after_settlement bigint NOT NULL,                                -- approved: the person's last bill of scheme and year before it
  in_force date NOT NULL, known_at timestamptz NOT NULL, booked_on date NOT NULL,
  PRIMARY KEY (person, decision),
  FOREIGN KEY (person, difference) REFERENCES difference
);
COMMENT ON TABLE difference_decision IS 'fact person-keyed: differences approved or declined by a second officer, superseded, or taken back with their bill';
CREATE UNIQUE INDEX ON difference_decision (decision);
CREATE INDEX ON difference_decision (person, difference);
CREATE UNIQUE INDEX difference_decided_once ON difference_decision (person, difference) WHERE kind <> 'cancelled';
CREATE UNIQUE INDEX difference_cancelled_once ON difference_decision (person, difference) WHERE kind = 'cancelled';
CREATE INDEX ON difference_decision (area);
CREATE INDEX ON difference_decision (officer);

-- Where a difference stands: its cancellation speaks last.
CREATE VIEW difference_standing WITH (security_invoker = true) AS
  SELECT d.*, coalesce(c.kind, s.kind, 'pending') AS state, coalesce(c.decision, s.decision) AS decision, coalesce(c.officer, s.officer) AS decided_by,
         coalesce(c.remark, s.remark) AS remark, coalesce(c.known_at, s.known_at) AS decided_at, s.decision AS first_decision,
         CASE WHEN s.kind = 'approved' THEN s.after_settlement END AS approved_after, CASE WHEN s.kind = 'approved' THEN s.booked_on END AS posted_on
    FROM difference d
    LEFT JOIN difference_decision s ON s.person = d.person AND s.difference = d.difference AND s.kind <> 'cancelled'
    LEFT JOIN difference_decision c ON c.person = d.person AND c.difference = d.difference AND c.kind = 'cancelled';

-- A cancelled bill takes its differences back in the same statement, whoever cancels it: no later bill may stand on them.
CREATE FUNCTION take_back_differences() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
DECLARE one record; number bigint;
BEGIN
  FOR one IN SELECT * FROM difference_standing WHERE person = NEW.person AND settlement = NEW.cancels AND state IN ('pending', 'approved') LOOP
    number := nextval('fact_seq');
    INSERT INTO difference_decision (person, decision, difference, area, kind, officer, remark, after_settlement, in_force, known_at, booked_on)
      VALUES (one.person, number, one.difference, one.area, 'cancelled', NULL, '结算单已撤销', NEW.settlement, one.in_force, NEW.known_at, NEW.booked_on);
    CONTINUE WHEN one.state = 'pending';
    INSERT INTO memo_movement (book, movement, unit, fact_kind, provider, booked_on, known_at, accounts, amounts)
      SELECT m.book, number, m.unit, m.fact_kind, m.provider, NEW.booked_on, NEW.known_at, m.accounts, ARRAY(SELECT -a FROM unnest(m.amounts) WITH ORDINALITY AS x(a, n) ORDER BY n)
        FROM memo_movement m WHERE m.fact_kind = 'difference' AND m.movement = one.first_decision;
    PERFORM add_to_accumulator(one.person, one.scheme, one.benefit_year, one.counter_keys, ARRAY(SELECT -a FROM unnest(one.counter_amounts) WITH ORDINALITY AS x(a, n) ORDER BY n));
  END LOOP;
  RETURN NULL;
END $$;

/* Sums by key; a counter of nothing is not kept. */
CREATE FUNCTION add_to_accumulator(of_person bigint, of_scheme text, of_year integer, more_keys text[], more_amounts bigint[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  UPDATE accumulator a SET version = a.version + 1, keys = coalesce(s.keys, '{}'), amounts = coalesce(s.amounts, '{}')
    FROM (SELECT array_agg(key ORDER BY key) AS keys, array_agg(fen ORDER BY key) AS amounts FROM (
            SELECT c.key, sum(c.fen)::bigint AS fen FROM (
              SELECT u.key, u.fen FROM accumulator o, unnest(o.keys, o.amounts) AS u(key, fen) WHERE o.person = of_person AND o.scheme = of_scheme AND o.benefit_year = of_year
              UNION ALL SELECT * FROM unnest(more_keys, more_amounts)) AS c(key, fen)
            GROUP BY c.key HAVING sum(c.fen) <> 0) line) s
   WHERE a.person = of_person AND a.scheme = of_scheme AND a.benefit_year = of_year $$;
REVOKE EXECUTE ON FUNCTION add_to_accumulator(bigint, text, integer, text[], bigint[]), take_back_differences() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION add_to_accumulator(bigint, text, integer, text[], bigint[]) TO tongchou_batch;
CREATE TRIGGER take_back_differences AFTER INSERT ON settlement FOR EACH ROW WHEN (NEW.cancels IS NOT NULL) EXECUTE FUNCTION take_back_differences();
-- What a decision posted is found by its number, without a book.
CREATE INDEX memo_movement_of_difference ON memo_movement (movement) WHERE fact_kind = 'difference';

-- ── nights ──────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE replay_night (
  pool text NOT NULL REFERENCES area,
  night date NOT NULL,
  job bigint NOT NULL REFERENCES job,
  seed bigint NOT NULL,
  engine text NOT NULL,
  equal integer NOT NULL, differs integer NOT NULL, not_possible integer NOT NULL,
  known_at timestamptz NOT NULL,
  PRIMARY KEY (pool, night)
);
COMMENT ON TABLE replay_night IS 'fact: a sample of stored bills settled again in a night, and what came of it';
CREATE INDEX ON replay_night (job);

CREATE TABLE replay_finding (
  person bigint NOT NULL, settlement bigint NOT NULL, night date NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('differs', 'not_possible')),
  sentence text NOT NULL,
  known_at timestamptz NOT NULL,
  PRIMARY KEY (person, settlement, night),
  FOREIGN KEY (person, settlement) REFERENCES settlement
);
COMMENT ON TABLE replay_finding IS 'fact person-keyed: a stored bill that did not give its own amounts again';
CREATE INDEX ON replay_finding (night);
CREATE INDEX ON replay_finding (area);

-- ── the stream of facts ─────────────────────────────────────────────────────────────────────────────────────────────
-- Put behind whatever stands in the stream already.
DO $$
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('fact_stream'::regclass), '; ') || '
    UNION ALL SELECT ''difference'', NULL::text, person, area, difference, in_force, known_at, booked_on, person_fen FROM difference
    UNION ALL SELECT ''difference_decision'', NULL::text, person, area, decision, in_force, known_at, booked_on, NULL::bigint FROM difference_decision';
END $$;

-- ── who may ─────────────────────────────────────────────────────────────────────────────────────────────────────────
GRANT SELECT ON difference_change, replay_night, difference_standing TO tongchou_desk, tongchou_batch;
GRANT INSERT ON difference_change, replay_night TO tongchou_batch;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['difference', 'difference_alike', 'difference_decision', 'replay_finding'] LOOP
    EXECUTE format('GRANT SELECT ON %I TO tongchou_desk, tongchou_batch', t);
    EXECUTE format('GRANT INSERT ON %I TO tongchou_batch', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[]) OR person = ANY ((SELECT requested_persons())::bigint[]))', t);
  END LOOP;
END $$;
