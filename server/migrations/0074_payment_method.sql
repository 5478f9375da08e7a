-- How an institution is paid for a kind of care, as its agreement says: what settlements answer as clr_way, and what clearing goes by.
CREATE TABLE payment_method (
  institution text NOT NULL REFERENCES provider,
  fact bigint NOT NULL,
  area text NOT NULL REFERENCES area,                              -- the institution's
  benefit text NOT NULL DEFAULT '',                                -- kind of benefit (BenefitKind); '' for every one
  med_type text NOT NULL DEFAULT '',                               -- medical type; '' for every one of the benefit
  method text NOT NULL,                                            -- national code list clr_way
  in_force date NOT NULL,
  source text NOT NULL,                                            -- the agreement or notice that says so
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, fact)
);
COMMENT ON TABLE payment_method IS 'fact: by which method an institution is paid for a kind of care, from a day';
CREATE INDEX ON payment_method (area);
CREATE INDEX ON payment_method (officer);

ALTER TABLE payment_method ENABLE ROW LEVEL SECURITY;
CREATE POLICY settlement ON payment_method TO tongchou_settlement USING (true) WITH CHECK (true);
CREATE POLICY batch ON payment_method TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY desk ON payment_method TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[])) WITH CHECK (area = ANY ((SELECT current_areas())::text[]));
GRANT SELECT ON payment_method TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT INSERT ON payment_method TO tongchou_desk, tongchou_batch;
