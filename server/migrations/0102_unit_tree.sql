-- The desk of the dated tree of pools and accounting units (A1): a change is proposed with its ground and approved by another officer;
-- only then do the periods of `pooling_unit` change. A unit that left stays in the old pool's books: what was booked there stays readable
-- for those who keep these books, so that a closed year says the same before and after.

-- ── changes ─────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE unit_change (
  change bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,                              -- the pool whose unit it is before the change; of a new unit: the pool it comes into
  unit text NOT NULL CHECK (unit ~ '^[0-9]{6,12}$'),               -- a new zone or industry may have a code that no official list has
  kind text NOT NULL CHECK (kind IN ('add', 'end', 'move', 'rename', 'kind')),
  from_day date NOT NULL,                                          -- first day on which the tree is as the change says
  to_pool text REFERENCES area,
  name text CHECK (length(btrim(name)) BETWEEN 2 AND 40),
  unit_kind text CHECK (unit_kind IN ('city_level', 'county', 'district', 'zone', 'industry', 'province_administered')),
  document text NOT NULL CHECK (length(btrim(document)) >= 4),
  article text NOT NULL CHECK (length(btrim(article)) >= 1),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'move') = (to_pool IS NOT NULL) AND to_pool IS DISTINCT FROM pool),
  CHECK ((kind IN ('add', 'rename')) = (name IS NOT NULL)),
  CHECK ((kind IN ('add', 'kind')) = (unit_kind IS NOT NULL))
);
COMMENT ON TABLE unit_change IS 'fact: an officer proposes a change in the dated tree of pools and units, with the document and article it rests on';
CREATE INDEX ON unit_change (pool, unit);
CREATE INDEX ON unit_change (to_pool);
CREATE INDEX ON unit_change (officer);

CREATE TABLE unit_change_step (
  change bigint NOT NULL REFERENCES unit_change, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('prepared', 'confirmed', 'returned', 'withdrawn')),
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (change, step),
  CHECK (kind <> 'returned' OR length(btrim(remark)) >= 2)
);
COMMENT ON TABLE unit_change_step IS 'fact: who proposed, approved, sent back or withdrew a change in the tree of pools and units';
CREATE INDEX ON unit_change_step (officer);
CREATE UNIQUE INDEX unit_change_confirmed_once ON unit_change_step (change) WHERE kind = 'confirmed';

CREATE VIEW unit_change_standing WITH (security_invoker = true) AS
  SELECT c.*, s.step, s.kind AS stage FROM unit_change c
    CROSS JOIN LATERAL (SELECT x.step, x.kind FROM unit_change_step x WHERE x.change = c.change ORDER BY x.step DESC LIMIT 1) s;

-- Where a period comes from; null: from the pool's file.
ALTER TABLE pooling_unit ADD COLUMN change bigint REFERENCES unit_change, ADD COLUMN ended_by bigint REFERENCES unit_change;
CREATE INDEX ON pooling_unit (change);
CREATE INDEX ON pooling_unit (ended_by);
ALTER TABLE pooling_unit ADD CONSTRAINT pooling_unit_until_check CHECK (until >= in_force);

-- A unit is in a pool once at a time.
CREATE FUNCTION check_unit_period() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM pooling_unit u WHERE u.pool = NEW.pool AND u.unit = NEW.unit AND u.in_force <> NEW.in_force
              AND u.in_force <= coalesce(NEW.until, 'infinity') AND coalesce(u.until, 'infinity') >= NEW.in_force) THEN
    RAISE EXCEPTION 'overlapping: % is a unit of % already in a part of % to %', NEW.unit, NEW.pool, NEW.in_force, NEW.until;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER unit_period AFTER INSERT OR UPDATE ON pooling_unit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_unit_period();

-- What a pool calls a unit on a day: its name of that day, before it the first, after it the last.
CREATE FUNCTION unit_name(of_pool text, of_unit text, on_day date) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT u.name FROM pooling_unit u WHERE u.unit = of_unit AND (of_pool IS NULL OR u.pool = of_pool)
   ORDER BY u.in_force > on_day, CASE WHEN u.in_force > on_day THEN u.in_force END, u.in_force DESC LIMIT 1 $$;

-- ── who sees what ───────────────────────────────────────────────────────────────────────────────────────────────────
-- The desk sets these with the officer's areas: its day, and the ledgers (book/unit) of units that have left the officer's pool.
CREATE FUNCTION current_day() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(nullif(current_setting('tongchou.day', true), '')::date, current_date) $$;
CREATE FUNCTION current_former() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(nullif(current_setting('tongchou.former', true), ''), '{}')::text[] $$;

-- Units that were the pool's and no longer are: for those who see the whole pool, and for the unit's own officers.
CREATE FUNCTION officer_former_units(scope text, of_pool text, home text, on_day date) RETURNS TABLE (code text) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE above(code) AS (
    SELECT home UNION ALL SELECT a.parent FROM above JOIN area a ON a.code = above.code WHERE a.parent IS NOT NULL),
  former AS (SELECT u.unit FROM pooling_unit u WHERE u.pool = of_pool AND u.in_force <= on_day GROUP BY u.unit HAVING max(coalesce(u.until, 'infinity')) < on_day)
  SELECT f.unit FROM former f
   WHERE scope = 'pool' OR (scope = 'area' AND (home = of_pool OR f.unit IN (SELECT above.code FROM above)))
   ORDER BY 1 $$;

CREATE OR REPLACE FUNCTION sees_pool(of_pool text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT array(SELECT u.unit FROM pooling_unit u WHERE u.pool = of_pool AND u.in_force <= current_day() AND (u.until IS NULL OR u.until >= current_day())) <@ current_areas() $$;
CREATE OR REPLACE FUNCTION sees_book(of_book text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT array(SELECT DISTINCT c.unit FROM cash_balance c WHERE c.book = of_book AND of_book || '/' || c.unit <> ALL (current_former())) <@ current_areas()
     AND EXISTS (SELECT 1 FROM book b WHERE b.book = of_book AND (b.agency = ANY (current_areas()) OR sees_pool(b.pool))) $$;

CREATE FUNCTION former_units_of(of_book text) RETURNS text[] LANGUAGE sql STABLE
  AS $$ SELECT array(SELECT split_part(f, '/', 2) FROM unnest(current_former()) AS f WHERE split_part(f, '/', 1) = of_book) $$;
CREATE FUNCTION former_units() RETURNS text[] LANGUAGE sql STABLE
  AS $$ SELECT array(SELECT DISTINCT split_part(f, '/', 2) FROM unnest(current_former()) AS f) $$;

-- Every ledger, fact and paper by unit: whoever keeps the book keeps seeing, and winds up, what a unit that has left is written down with
-- there, and computes its closed year again. Persons' rows stay with the areas in force.
DO $$
DECLARE p record; widened text;
BEGIN
  FOR p IN SELECT y.tablename, y.qual, y.with_check,
                  EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_schema = 'tongchou' AND c.table_name = y.tablename AND c.column_name = 'book') AS has_book
             FROM pg_policies y
            WHERE y.schemaname = 'tongchou' AND y.policyname = 'desk' AND y.qual LIKE '%current_areas%'
              AND EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_schema = 'tongchou' AND c.table_name = y.tablename AND c.column_name = 'unit')
              AND NOT EXISTS (SELECT 1 FROM information_schema.columns c WHERE c.table_schema = 'tongchou' AND c.table_name = y.tablename AND c.column_name = 'person') LOOP
    widened := CASE WHEN p.has_book THEN '(book || ''/'' || unit) = ANY ((SELECT current_former())::text[])' ELSE 'unit = ANY ((SELECT former_units())::text[])' END;
    EXECUTE format('ALTER POLICY desk ON %I USING ((%s) OR %s)', p.tablename, p.qual, widened)
      || CASE WHEN p.with_check IS NOT NULL THEN format(' WITH CHECK ((%s) OR %s)', p.with_check, widened) ELSE '' END;
  END LOOP;
END $$;
ALTER POLICY desk ON voucher_draft USING (units && (current_areas() || former_units_of(book))) WITH CHECK (units <@ (current_areas() || former_units_of(book)));
ALTER POLICY desk ON voucher_entered USING (units && (current_areas() || former_units_of(book))) WITH CHECK (units <@ (current_areas() || former_units_of(book)));

-- The accrual lines of bills belong to the book as well.
DO $$
DECLARE old text := (SELECT y.qual FROM pg_policies y WHERE y.schemaname = 'tongchou' AND y.tablename = 'memo_entry' AND y.policyname = 'desk');
BEGIN
  EXECUTE format('ALTER POLICY desk ON memo_entry USING (%s OR (book || ''/'' || area) = ANY ((SELECT current_former())::text[]))', old);
END $$;

GRANT EXECUTE ON FUNCTION unit_name(text, text, date), current_day(), current_former(), former_units(), former_units_of(text) TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT EXECUTE ON FUNCTION officer_former_units(text, text, text, date) TO tongchou_desk;
REVOKE EXECUTE ON FUNCTION check_unit_period() FROM PUBLIC;
GRANT SELECT, INSERT ON unit_change, unit_change_step TO tongchou_desk, tongchou_batch;
GRANT SELECT ON unit_change_standing TO tongchou_desk, tongchou_batch;
