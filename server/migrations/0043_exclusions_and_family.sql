-- Injuries for which somebody else may answer (declaration, finding, advance payment and its recovery), and individual accounts that
-- pay for family members.

-- ── accidents ───────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE accident_declaration (
  person bigint NOT NULL REFERENCES person,
  declaration bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  visit bigint,                                                    -- null: every bill of accident care from the day of the injury on
  happened_on date NOT NULL,
  happened_at text NOT NULL,                                       -- place of the injury
  circumstances text NOT NULL,
  claimed text NOT NULL CHECK (claimed IN ('no_other_party', 'work_injury', 'third_party', 'undetermined')),
  promised boolean NOT NULL,                                       -- written promise that nobody else is liable
  officer bigint NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, declaration),
  FOREIGN KEY (person, visit) REFERENCES visit
);
COMMENT ON TABLE accident_declaration IS 'fact person-keyed: injuries declared (意外伤害申报)';
CREATE INDEX ON accident_declaration (person, visit);
CREATE INDEX ON accident_declaration (area, booked_on);

CREATE TABLE accident_finding (
  person bigint NOT NULL, declaration bigint NOT NULL, finding bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  found text NOT NULL CHECK (found IN ('no_other_party', 'work_injury', 'third_party', 'undetermined')),
  basis text NOT NULL,
  officer bigint NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, declaration, finding),
  FOREIGN KEY (person, declaration) REFERENCES accident_declaration
);
COMMENT ON TABLE accident_finding IS 'fact person-keyed: results of investigations; the latest rules';
CREATE INDEX ON accident_finding (area);

CREATE TABLE advance_decision (
  person bigint NOT NULL, declaration bigint NOT NULL, decision bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  ground text CHECK (ground IN ('does_not_pay', 'cannot_be_determined')),   -- null: the fund does not pay first
  liable_party text NOT NULL,
  basis text NOT NULL,
  officer bigint NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, declaration, decision),
  FOREIGN KEY (person, declaration) REFERENCES accident_declaration
);
COMMENT ON TABLE advance_decision IS 'fact person-keyed: whether the fund pays before the liable party (先行支付); the latest rules';
CREATE INDEX ON advance_decision (area);

ALTER TABLE settlement DROP CONSTRAINT settlement_settlement_type_check;
ALTER TABLE settlement ADD CONSTRAINT settlement_settlement_type_check CHECK (settlement_type IN ('normal', 'guaranteed', 'fixed_amount', 'advance'));
ALTER TABLE provider_paid_line DROP CONSTRAINT provider_paid_line_part_check;
ALTER TABLE provider_paid_line ADD CONSTRAINT provider_paid_line_part_check CHECK (part IN ('pool', 'account', 'insurer', 'liable'));
ALTER TABLE outside_paid DROP CONSTRAINT outside_paid_part_check;
ALTER TABLE outside_paid ADD CONSTRAINT outside_paid_part_check CHECK (part IN ('pool', 'account', 'insurer', 'liable'));

CREATE TABLE liable_repaid (
  book text NOT NULL REFERENCES book, person bigint NOT NULL REFERENCES person, fact bigint NOT NULL, unit text NOT NULL REFERENCES area,
  settlement bigint NOT NULL,                                      -- the advance payment
  payer text NOT NULL, amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, book, fact), UNIQUE (book, fact),
  FOREIGN KEY (person, settlement) REFERENCES settlement
);
COMMENT ON TABLE liable_repaid IS 'fact person-keyed: a liable party pays back what the fund paid before it (追偿)';
CREATE INDEX ON liable_repaid (person, settlement);
CREATE INDEX ON liable_repaid (unit);

-- ── family accounts ─────────────────────────────────────────────────────────────────────────────────────────────────
-- The owner of an account consents that it pays for a member of the family. A withdrawal is a later row that names the link.
CREATE TABLE family_link (
  person bigint NOT NULL REFERENCES person,                        -- whose account pays
  link bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  member bigint NOT NULL REFERENCES person CHECK (member <> person),
  relation text NOT NULL CHECK (relation IN ('spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild')),  -- what the member is to the owner
  rank smallint NOT NULL CHECK (rank > 0),                         -- which of the member's family accounts pays first
  yearly_limit_fen bigint CHECK (yearly_limit_fen > 0),            -- the owner's own limit; null: none
  consented_on date NOT NULL,
  in_force date NOT NULL, until date, withdraws bigint,
  officer bigint NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, link)
);
COMMENT ON TABLE family_link IS 'fact person-keyed: consent that an individual account pays for a family member (家庭共济)';
CREATE INDEX ON family_link (member);
CREATE INDEX ON family_link (area);

ALTER TABLE account_movement ADD COLUMN beneficiary bigint;                 -- for whom the account paid; null: its owner
CREATE INDEX ON account_movement (beneficiary, settlement) WHERE beneficiary IS NOT NULL;

-- ── catalogues of other places ──────────────────────────────────────────────────────────────────────────────────────
-- Care outside the area follows the catalogue of the place of care where a rule says so: what differs there from the catalogue kept here.
-- `place` is a province or a city; the nearer one rules.
CREATE TABLE place_catalogue_item (
  place text NOT NULL REFERENCES area,
  code text NOT NULL,
  in_force date NOT NULL,
  until date,
  kind text NOT NULL CHECK (kind IN ('western_drug', 'patent_drug', 'herb', 'service', 'consumable', 'other')),
  name text NOT NULL,
  class text NOT NULL CHECK (class IN ('甲', '乙', '丙')),
  charge_type text NOT NULL CHECK (charge_type ~ '^[0-9]{2}$'),
  initial_self_payment_employee numeric(5,4) NOT NULL DEFAULT 0,
  initial_self_payment_resident numeric(5,4) NOT NULL DEFAULT 0,
  ceiling_tier3_fen bigint, ceiling_tier2_fen bigint, ceiling_tier1_fen bigint,
  restricted boolean NOT NULL DEFAULT false,
  negotiated boolean NOT NULL DEFAULT false,
  special_list boolean NOT NULL DEFAULT false,
  certainty text NOT NULL,
  PRIMARY KEY (place, code, in_force)
);
COMMENT ON TABLE place_catalogue_item IS 'reference: items as other places list them, by code and date (就医地目录)';

-- ── who may ─────────────────────────────────────────────────────────────────────────────────────────────────────────
GRANT SELECT ON place_catalogue_item TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT INSERT, UPDATE ON place_catalogue_item TO tongchou_batch;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['accident_declaration', 'accident_finding', 'advance_decision', 'family_link'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY settlement ON %I TO tongchou_settlement USING (true)', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY (current_areas()) OR access_requested(person)) WITH CHECK (area = ANY (current_areas()))', t);
    EXECUTE format('GRANT SELECT ON %I TO tongchou_settlement', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
  END LOOP;
  ALTER TABLE liable_repaid ENABLE ROW LEVEL SECURITY;
  CREATE POLICY batch ON liable_repaid TO tongchou_batch USING (true) WITH CHECK (true);
  CREATE POLICY desk ON liable_repaid TO tongchou_desk USING (unit = ANY (current_areas())) WITH CHECK (unit = ANY (current_areas()));
  GRANT SELECT, INSERT ON liable_repaid TO tongchou_desk, tongchou_batch;
  -- Whatever the stream of facts holds already, it holds these as well.
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('fact_stream'::regclass), ';') ||
    ' UNION ALL SELECT ''liable_repaid'', book, person, unit, fact, in_force, known_at, booked_on, amount_fen FROM liable_repaid'
    ' UNION ALL SELECT ''accident_declaration'', NULL, person, area, declaration, in_force, known_at, booked_on, NULL FROM accident_declaration'
    ' UNION ALL SELECT ''accident_finding'', NULL, person, area, finding, in_force, known_at, booked_on, NULL FROM accident_finding'
    ' UNION ALL SELECT ''advance_decision'', NULL, person, area, decision, in_force, known_at, booked_on, NULL FROM advance_decision'
    ' UNION ALL SELECT ''family_link'', NULL, person, area, link, in_force, known_at, booked_on, NULL FROM family_link';
END $$;
