-- The desk of the statutory books: vouchers written by hand with preparer, reviewer and bookkeeper, their attachments, the close of
-- months and years, plans by line of the budget form, statistics reported upward, the accounting archive. Insert-only throughout.
CREATE SEQUENCE book_desk_seq AS bigint MINVALUE 1;

-- ── vouchers written by hand ────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE voucher_draft (
  draft bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book,
  purpose text NOT NULL CHECK (purpose ~ '^[a-z_]+$'),             -- of catalogues/fund/manual-vouchers.tsv, or a correction
  corrects bigint,
  text text NOT NULL CHECK (length(btrim(text)) >= 2),
  day date NOT NULL,                                               -- when the money moved
  booked_on date NOT NULL,
  units text[] NOT NULL, accounts text[] NOT NULL, details text[] NOT NULL, amounts bigint[] NOT NULL,
  replaces bigint REFERENCES voucher_draft,                        -- the returned one that this one puts right
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (book, corrects) REFERENCES cash_voucher (book, voucher),
  CHECK ((corrects IS NULL) = (purpose NOT IN ('red_letter', 'supplement'))),
  CHECK (cardinality(accounts) >= 2 AND cardinality(accounts) = cardinality(amounts) AND cardinality(units) = cardinality(amounts) AND cardinality(details) = cardinality(amounts)),
  CHECK (sums_to_zero(amounts))
);
COMMENT ON TABLE voucher_draft IS 'fact: a voucher as written by hand, before it is reviewed and posted (E12)';
CREATE INDEX ON voucher_draft (book, booked_on);
CREATE INDEX ON voucher_draft (book, corrects);
CREATE INDEX ON voucher_draft (replaces);
CREATE INDEX ON voucher_draft (officer);

CREATE TABLE voucher_draft_step (
  draft bigint NOT NULL REFERENCES voucher_draft, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('prepared', 'reviewed', 'returned', 'withdrawn', 'posted')),
  remark text NOT NULL DEFAULT '',
  voucher bigint,                                                  -- of posted: the number it was given
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (draft, step),
  CHECK ((kind = 'posted') = (voucher IS NOT NULL)),
  CHECK (kind <> 'returned' OR length(btrim(remark)) >= 2)
);
COMMENT ON TABLE voucher_draft_step IS 'fact: who prepared, reviewed, sent back, withdrew or posted a voucher written by hand';
CREATE UNIQUE INDEX voucher_draft_posted_once ON voucher_draft_step (draft) WHERE kind = 'posted';
CREATE INDEX ON voucher_draft_step (voucher);
CREATE INDEX ON voucher_draft_step (officer);

-- Which lines of a voucher written by hand are red; null: all of a red-letter voucher, none of another.
ALTER TABLE voucher_entered ADD COLUMN reds boolean[];

CREATE TABLE voucher_attachment (
  attachment bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book,
  draft bigint REFERENCES voucher_draft, voucher bigint,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  media_type text NOT NULL,
  size integer NOT NULL, sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (book, voucher) REFERENCES cash_voucher (book, voucher),
  CHECK ((draft IS NULL) <> (voucher IS NULL)),
  CHECK (octet_length(content) = size AND size BETWEEN 1 AND 5242880)
);
COMMENT ON TABLE voucher_attachment IS 'fact: paper behind a voucher as a file, kept whole with its SHA-256';
CREATE INDEX ON voucher_attachment (book, voucher);
CREATE INDEX ON voucher_attachment (draft);
CREATE INDEX ON voucher_attachment (officer);

-- ── closing ─────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE book_close (
  close bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  checks jsonb NOT NULL,                                           -- the check list as it stood
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE book_close IS 'fact: an officer proposes to close a month of a book, with the check list of that moment';
CREATE INDEX ON book_close (book, month);
CREATE INDEX ON book_close (officer);

CREATE TABLE book_close_step (
  close bigint NOT NULL REFERENCES book_close, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('prepared', 'returned', 'confirmed')),
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (close, step),
  CHECK (kind <> 'returned' OR length(btrim(remark)) >= 2)
);
COMMENT ON TABLE book_close_step IS 'fact: a second officer confirms a close or sends it back';
CREATE INDEX ON book_close_step (officer);

CREATE TABLE month_closed (
  book text NOT NULL REFERENCES book, month date NOT NULL CHECK (extract(day FROM month) = 1),
  close bigint NOT NULL UNIQUE REFERENCES book_close,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (book, month)
);
COMMENT ON TABLE month_closed IS 'fact: a month of a book is closed; nothing is booked into it any more';
CREATE TRIGGER hold_book BEFORE INSERT ON month_closed FOR EACH ROW EXECUTE FUNCTION hold_book();

-- Last day that is closed, by month or by year.
CREATE FUNCTION book_closed_through(of_book text) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT greatest((SELECT make_date(max(y.year), 12, 31) FROM year_closed y WHERE y.book = of_book),
                  (SELECT (max(m.month) + interval '1 month' - interval '1 day')::date FROM month_closed m WHERE m.book = of_book)) $$;

-- Whether the one who asks sees every unit's money of a book; what concerns the whole book needs all of them in sight.
CREATE FUNCTION sees_pool(of_pool text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT array(SELECT u.unit FROM pooling_unit u WHERE u.pool = of_pool AND u.until IS NULL) <@ current_areas() $$;
CREATE FUNCTION sees_book(of_book text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
  SELECT array(SELECT DISTINCT c.unit FROM cash_balance c WHERE c.book = of_book) <@ current_areas()
     AND EXISTS (SELECT 1 FROM book b WHERE b.book = of_book AND (b.agency = ANY (current_areas()) OR sees_pool(b.pool))) $$;

-- The rule of a closed year, for months.
CREATE FUNCTION check_month_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = tongchou, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM month_closed m WHERE m.book = NEW.book AND NEW.booked_on < m.month + interval '1 month') THEN
    RAISE EXCEPTION 'closed_period: % of % is closed', NEW.booked_on, NEW.book;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER month_open AFTER INSERT ON cash_voucher DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION check_month_open();

CREATE TABLE month_reconciled_item (
  book text NOT NULL, fact bigint NOT NULL, line smallint NOT NULL,
  text text NOT NULL CHECK (length(btrim(text)) >= 2),
  amount_fen bigint NOT NULL CHECK (amount_fen <> 0),              -- what the book has and the holder has not yet; negative: the other way
  PRIMARY KEY (book, fact, line),
  FOREIGN KEY (book, fact) REFERENCES month_reconciled
);
COMMENT ON TABLE month_reconciled_item IS 'fact: one item in transit of a confirmed month end (余额调节表)';

-- ── budget form, statistics, archive ────────────────────────────────────────────────────────────────────────────────
CREATE TABLE budget_form_line (
  budget bigint NOT NULL REFERENCES budget, line integer NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (budget, line)
);
COMMENT ON TABLE budget_form_line IS 'fact: the plan of a budget by line of its form';
CREATE INDEX ON budget_form_line (officer);

CREATE TABLE fund_report (
  report bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('fast', 'monthly', 'yearly')),
  period date NOT NULL CHECK (extract(day FROM period) = 1),
  version integer NOT NULL CHECK (version > 0),
  content jsonb NOT NULL, sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (pool, kind, period, version)
);
COMMENT ON TABLE fund_report IS 'fact: a statistical report of the funds as it was made, with its version';
CREATE INDEX ON fund_report (officer);

CREATE TABLE fund_report_step (
  report bigint NOT NULL REFERENCES fund_report, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('prepared', 'reviewed', 'returned', 'reported')),
  remark text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (report, step),
  CHECK (kind <> 'returned' OR length(btrim(remark)) >= 2)
);
COMMENT ON TABLE fund_report_step IS 'fact: who made, reviewed, sent back or signed off a statistical report';
CREATE INDEX ON fund_report_step (officer);

CREATE TABLE accounting_archive (
  archive bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, year integer NOT NULL,
  manifest jsonb NOT NULL, sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  size integer NOT NULL, content bytea NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (book, year),
  CHECK (octet_length(content) = size)
);
COMMENT ON TABLE accounting_archive IS 'fact: vouchers, ledgers, statements and attachments of a closed year of a book as one package';
CREATE INDEX ON accounting_archive (officer);

CREATE TABLE archive_taken (
  archive bigint NOT NULL REFERENCES accounting_archive, turn bigint NOT NULL,
  reason text NOT NULL CHECK (length(btrim(reason)) >= 4),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (archive, turn)
);
COMMENT ON TABLE archive_taken IS 'fact: who took out a package of the accounting archive, and why';
CREATE INDEX ON archive_taken (officer);

-- ── who may ─────────────────────────────────────────────────────────────────────────────────────────────────────────
GRANT USAGE ON SEQUENCE book_desk_seq TO tongchou_desk, tongchou_batch;
REVOKE EXECUTE ON FUNCTION book_closed_through(text), sees_pool(text), sees_book(text), check_month_open() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION book_closed_through(text), sees_pool(text), sees_book(text), check_month_open() TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT SELECT, INSERT ON month_closed, budget_form_line TO tongchou_desk, tongchou_batch;

DO $$
DECLARE t text; sees text;
BEGIN
  FOREACH t IN ARRAY ARRAY['voucher_draft', 'voucher_draft_step', 'voucher_attachment', 'book_close', 'book_close_step', 'month_reconciled_item',
    'fund_report', 'fund_report_step', 'accounting_archive', 'archive_taken'] LOOP
    sees := CASE t
      WHEN 'voucher_draft' THEN 'units && current_areas()'
      WHEN 'voucher_draft_step' THEN 'EXISTS (SELECT 1 FROM voucher_draft d WHERE d.draft = voucher_draft_step.draft)'
      WHEN 'voucher_attachment' THEN 'EXISTS (SELECT 1 FROM voucher_draft d WHERE d.draft = voucher_attachment.draft)
        OR EXISTS (SELECT 1 FROM cash_voucher v WHERE v.book = voucher_attachment.book AND v.voucher = voucher_attachment.voucher)'
      -- whole books are for their agency
      WHEN 'book_close' THEN 'sees_book(book)'
      WHEN 'book_close_step' THEN 'EXISTS (SELECT 1 FROM book_close c WHERE c.close = book_close_step.close)'
      WHEN 'month_reconciled_item' THEN 'EXISTS (SELECT 1 FROM month_reconciled m WHERE m.book = month_reconciled_item.book AND m.fact = month_reconciled_item.fact)'
      WHEN 'fund_report' THEN 'sees_pool(pool)'
      WHEN 'fund_report_step' THEN 'EXISTS (SELECT 1 FROM fund_report r WHERE r.report = fund_report_step.report)'
      WHEN 'accounting_archive' THEN 'sees_book(book)'
      ELSE 'EXISTS (SELECT 1 FROM accounting_archive a WHERE a.archive = archive_taken.archive)' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (%s) WITH CHECK (%s)', t, sees, CASE t WHEN 'voucher_draft' THEN 'units <@ current_areas()' ELSE sees END);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
  END LOOP;
END $$;
