-- How far the demonstration city was loaded: a half-done load is recognised and done again from the start.
CREATE TABLE demonstration (
  step text PRIMARY KEY CHECK (step IN ('started', 'finished')),
  done_at timestamptz NOT NULL DEFAULT now(),
  detail jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE demonstration IS 'system: marks of loading the demonstration city';
GRANT SELECT, INSERT ON demonstration TO tongchou_batch;
