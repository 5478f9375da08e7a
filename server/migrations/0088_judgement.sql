-- What the office judged of findings of review, and payment methods that one officer proposes and another approves.
CREATE TABLE finding_judgement (
  person bigint NOT NULL, finding bigint NOT NULL, judgement bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  institution_area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('confirmed', 'withdrawn')),
  reason text NOT NULL CHECK (length(btrim(reason)) >= 2),
  officer bigint NOT NULL REFERENCES officer,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, finding, judgement),
  FOREIGN KEY (person, finding) REFERENCES review_finding
);
COMMENT ON TABLE finding_judgement IS 'fact person-keyed: what the office judged of a finding of review and why; the latest rules';
CREATE INDEX ON finding_judgement (area);
CREATE INDEX ON finding_judgement (institution_area);
CREATE INDEX ON finding_judgement (officer);

ALTER TABLE finding_judgement ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON finding_judgement TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY desk ON finding_judgement TO tongchou_desk
  USING (area = ANY (current_areas()) OR institution_area = ANY (current_areas()) OR access_requested(person));
GRANT SELECT, INSERT ON finding_judgement TO tongchou_batch, tongchou_desk;

DO $$
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW fact_stream WITH (security_invoker = true) AS ' || rtrim(pg_get_viewdef('fact_stream'::regclass), ';') ||
    ' UNION ALL SELECT ''finding_judgement'', NULL, person, area, judgement, in_force, known_at, booked_on, NULL FROM finding_judgement';
END $$;

CREATE TABLE payment_method_proposal (
  institution text NOT NULL REFERENCES provider,
  proposal bigint NOT NULL,
  area text NOT NULL REFERENCES area,                              -- the institution's
  benefit text NOT NULL DEFAULT '', med_type text NOT NULL DEFAULT '',
  method text NOT NULL,
  in_force date NOT NULL,
  source text NOT NULL,
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, proposal)
);
COMMENT ON TABLE payment_method_proposal IS 'fact: a payment method that an officer proposes for an institution; it holds once another officer approved it';
CREATE INDEX ON payment_method_proposal (area);
CREATE INDEX ON payment_method_proposal (officer);

CREATE TABLE payment_method_decision (
  institution text NOT NULL, proposal bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('approved', 'rejected')),
  fact bigint,                                                     -- the version that then holds
  reason text NOT NULL,                                            -- '' where an approval gave none
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, proposal),
  FOREIGN KEY (institution, proposal) REFERENCES payment_method_proposal,
  FOREIGN KEY (institution, fact) REFERENCES payment_method,
  CHECK ((kind = 'approved') = (fact IS NOT NULL))
);
COMMENT ON TABLE payment_method_decision IS 'fact: a second officer approved or rejected a proposed payment method';
CREATE INDEX ON payment_method_decision (institution, fact);
CREATE INDEX ON payment_method_decision (area);
CREATE INDEX ON payment_method_decision (officer);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['payment_method_proposal', 'payment_method_decision'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[])) WITH CHECK (area = ANY ((SELECT current_areas())::text[]))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_desk, tongchou_batch', t);
  END LOOP;
END $$;
