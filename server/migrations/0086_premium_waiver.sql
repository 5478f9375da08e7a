-- Premiums let off (减免) from the form to the fact: who asks, by which document of which government, and the second officer who approves it.
-- What is approved becomes a fact of the book, which a launch period refuses (C9). Insert-only throughout.
CREATE TABLE premium_waiver (
  waiver bigint PRIMARY KEY,
  book text NOT NULL REFERENCES book, unit text NOT NULL REFERENCES area,
  payer text NOT NULL CHECK (payer IN ('employer', 'flexible', 'resident')),
  period date NOT NULL, benefit_year integer NOT NULL, heads integer NOT NULL CHECK (heads > 0),
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  assessed boolean NOT NULL,                                       -- whether it was assessed before, and so lowers what is owed
  document text NOT NULL CHECK (length(btrim(document)) >= 2),
  authority text NOT NULL REFERENCES area,                         -- whose government issued the document
  document_day date NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  CHECK (pool_fen + account_fen > 0)
);
COMMENT ON TABLE premium_waiver IS 'fact: premiums that somebody asks to let off by a document, before a second officer approves it (C9)';
CREATE INDEX ON premium_waiver (book, waiver);
CREATE INDEX ON premium_waiver (unit);
CREATE INDEX ON premium_waiver (authority);
CREATE INDEX ON premium_waiver (officer);

CREATE TABLE premium_waiver_step (
  waiver bigint NOT NULL REFERENCES premium_waiver, step integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('prepared', 'approved', 'returned')),
  remark text NOT NULL DEFAULT '',
  book text, fact bigint,                                          -- of approved: the fact that it became
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (waiver, step),
  FOREIGN KEY (book, fact) REFERENCES premium_waived (book, fact),
  CHECK ((kind = 'approved') = (fact IS NOT NULL)),
  CHECK ((book IS NULL) = (fact IS NULL)),
  CHECK (kind <> 'returned' OR length(btrim(remark)) >= 2)
);
COMMENT ON TABLE premium_waiver_step IS 'fact: who asked for, approved or sent back premiums to be let off';
CREATE UNIQUE INDEX premium_waiver_approved_once ON premium_waiver_step (waiver) WHERE kind = 'approved';
CREATE INDEX ON premium_waiver_step (book, fact);
CREATE INDEX ON premium_waiver_step (officer);

DO $$
DECLARE t text; sees text;
BEGIN
  FOREACH t IN ARRAY ARRAY['premium_waiver', 'premium_waiver_step'] LOOP
    sees := CASE t WHEN 'premium_waiver' THEN 'unit = ANY (current_areas())'
      ELSE 'EXISTS (SELECT 1 FROM premium_waiver w WHERE w.waiver = premium_waiver_step.waiver)' END;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (%s) WITH CHECK (%s)', t, sees, sees);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
  END LOOP;
END $$;
