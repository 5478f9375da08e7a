-- What rule shapes ask of the facts: the share of the cost that a third party answers for, who referred a person to whom; and premiums
-- that were let off, which a launch period forbids (C9).
ALTER TABLE accident_finding ADD COLUMN liable_share numeric(5,4)
  CHECK (liable_share IS NULL OR (liable_share > 0 AND liable_share < 1 AND found = 'third_party'));
COMMENT ON COLUMN accident_finding.liable_share IS 'share of the cost that the third party answers for; null: all of it, or no third party';

ALTER TABLE filing ADD COLUMN referred_by text REFERENCES provider;
COMMENT ON COLUMN filing.referred_by IS 'institution that referred the person to `provider`; null: no referral, or by an institution that is not registered here';
CREATE INDEX ON filing (referred_by);

CREATE TABLE premium_waived (
  book text NOT NULL REFERENCES book, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  payer text NOT NULL CHECK (payer IN ('employer', 'flexible', 'resident')),
  period date NOT NULL, benefit_year integer NOT NULL, heads integer NOT NULL,
  pool_fen bigint NOT NULL CHECK (pool_fen >= 0), account_fen bigint NOT NULL CHECK (account_fen >= 0),
  assessed boolean NOT NULL,
  document text NOT NULL CHECK (length(btrim(document)) >= 2),
  authority text NOT NULL REFERENCES area,                         -- whose government issued the document
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (book, fact)
);
COMMENT ON TABLE premium_waived IS 'fact: premiums let off by a document (减免)';
CREATE INDEX ON premium_waived (unit);
CREATE INDEX ON premium_waived (authority);
ALTER TABLE premium_waived ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON premium_waived TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY desk ON premium_waived TO tongchou_desk USING (unit = ANY (current_areas())) WITH CHECK (unit = ANY (current_areas()));
GRANT SELECT, INSERT ON premium_waived TO tongchou_desk, tongchou_batch;

DO $$
BEGIN
  -- Whatever the stream of facts holds already, it holds these as well.
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('fact_stream'::regclass), ';') ||
    ' UNION ALL SELECT ''premium_waived'', book, NULL, unit, fact, in_force, known_at, booked_on, pool_fen + account_fen FROM premium_waived';
END $$;
