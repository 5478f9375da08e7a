-- What review before and during care found (3101, 3102), and what the doctor did with it (3103). Both are kept for good: a rule's worth
-- shows in how often it is overruled and why.

CREATE TABLE review_finding (
  person bigint NOT NULL,                                          -- 0: the sender named nobody whom the register knows
  finding bigint NOT NULL,
  area text NOT NULL REFERENCES area,                              -- unit of the person's insurance; the institution's where nobody is known
  institution text NOT NULL REFERENCES provider,
  institution_area text NOT NULL REFERENCES area,                  -- unit that supervises the institution
  infno text NOT NULL CHECK (infno IN ('3101', '3102')),
  msgid text NOT NULL,
  stage text NOT NULL CHECK (stage IN ('pre', 'mid')),
  scene text NOT NULL,                                             -- trig_scen as sent
  visit bigint,                                                    -- where the visit is one of ours
  hospital_visit text NOT NULL,                                    -- mdtrt_id as sent
  patient_at smallint NOT NULL, encounter_at smallint NOT NULL,    -- place in the message; the sender's number of the patient is not kept
  rule text NOT NULL,                                              -- number in the edition of 2025
  rule_code text NOT NULL,                                         -- national code, '' for none
  rule_name text NOT NULL,
  point text NOT NULL,                                             -- knowledge point
  severity text NOT NULL CHECK (severity IN ('violation', 'excess', 'suspect', 'hint')),
  sentence text NOT NULL,
  basis text NOT NULL,
  source text NOT NULL,
  certainty text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen >= 0),
  lines jsonb NOT NULL,                                            -- id, code, name, day, quantity, amount, role
  doctor text NOT NULL, department text NOT NULL,                  -- of the first line at fault
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, finding)
);
COMMENT ON TABLE review_finding IS 'fact person-keyed: findings of review before and during care (事前提醒、事中审核)';
CREATE UNIQUE INDEX ON review_finding (finding);
CREATE INDEX ON review_finding (institution, msgid, infno);
CREATE INDEX ON review_finding (institution_area, booked_on);
CREATE INDEX ON review_finding (area, booked_on);

CREATE TABLE review_answer (
  person bigint NOT NULL, finding bigint NOT NULL, answer bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  institution_area text NOT NULL REFERENCES area,
  stage text NOT NULL CHECK (stage IN ('pre', 'mid')),
  decision text NOT NULL CHECK (decision IN ('continued', 'amended')),
  reason text NOT NULL,                                            -- '' where the doctor gave none
  operator text NOT NULL, operator_name text NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, finding, answer),
  FOREIGN KEY (person, finding) REFERENCES review_finding
);
COMMENT ON TABLE review_answer IS 'fact person-keyed: what was done with a finding and why (3103); the latest rules';
CREATE INDEX ON review_answer (area);
CREATE INDEX ON review_answer (institution_area);

-- A supervisor sees what the institutions of the area did and what concerns its insured.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['review_finding', 'review_answer'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY settlement ON %I TO tongchou_settlement USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY (current_areas()) OR institution_area = ANY (current_areas()) OR access_requested(person))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_settlement, tongchou_batch', t);
    EXECUTE format('GRANT SELECT ON %I TO tongchou_desk', t);
  END LOOP;
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('fact_stream'::regclass), ';') ||
    ' UNION ALL SELECT ''review_finding'', NULL, person, area, finding, in_force, known_at, booked_on, NULL FROM review_finding'
    ' UNION ALL SELECT ''review_answer'', NULL, person, area, answer, in_force, known_at, booked_on, NULL FROM review_answer';
END $$;
