-- What was published is not changed in silence: a correction names the run it corrects, why, and its document. Until a run is published a
-- county sees only itself. The coefficient goes to the adjustment fund with every decimal that the document gives it (J1, J2).
ALTER TABLE appraisal
  ADD COLUMN corrects bigint REFERENCES appraisal,
  ADD COLUMN correction_reason text CHECK (length(btrim(correction_reason)) >= 4),
  ADD COLUMN correction_document text CHECK (length(btrim(correction_document)) >= 4),
  ADD CHECK ((corrects IS NULL) = (correction_reason IS NULL) AND (corrects IS NULL) = (correction_document IS NULL)),
  ADD CHECK (corrects < run);
COMMENT ON COLUMN appraisal.corrects IS 'the approved run that this one corrects; null: the year''s first';
CREATE INDEX ON appraisal (corrects);

DROP VIEW appraisal_coefficient;
ALTER TABLE appraisal_unit ALTER COLUMN coefficient TYPE numeric;
CREATE VIEW appraisal_coefficient WITH (security_invoker = true) AS
  SELECT DISTINCT ON (a.pool, a.form, a.year, u.unit) a.pool, a.form, a.year, u.unit, u.coefficient, a.run
    FROM appraisal a JOIN appraisal_unit u USING (run)
   WHERE u.coefficient IS NOT NULL AND EXISTS (SELECT 1 FROM appraisal_step s WHERE s.run = a.run AND s.kind = 'approved')
   ORDER BY a.pool, a.form, a.year, u.unit, a.run DESC;
GRANT SELECT ON appraisal_coefficient TO tongchou_desk, tongchou_batch;

ALTER TABLE appraisal_unit ENABLE ROW LEVEL SECURITY;
CREATE POLICY batch ON appraisal_unit TO tongchou_batch USING (true) WITH CHECK (true);
CREATE POLICY desk ON appraisal_unit TO tongchou_desk
  USING (unit = ANY ((SELECT current_areas())::text[]) OR EXISTS (SELECT 1 FROM appraisal_step s WHERE s.run = appraisal_unit.run AND s.kind = 'published'))
  WITH CHECK (unit = ANY ((SELECT current_areas())::text[]));

-- An objection may name the indicator that it is about.
ALTER TABLE appraisal_step ADD COLUMN indicator text;
COMMENT ON COLUMN appraisal_step.indicator IS 'what a unit objects to; null: the whole, or no objection';

-- A warning that was closed is opened again with a reason; who answered before has to answer anew.
ALTER TABLE risk_step DROP CONSTRAINT risk_step_kind_check;
ALTER TABLE risk_step ADD CONSTRAINT risk_step_kind_check CHECK (kind IN ('assigned', 'answered', 'returned', 'closed', 'reopened'));
