-- Long work: who asked for it, how far it is, what came of it. The process that runs a job says so every few seconds; a job whose
-- process fell silent is told as broken off and may be asked for again.
CREATE SEQUENCE job_seq AS bigint MINVALUE 1;
CREATE TABLE job (
  job bigint PRIMARY KEY,
  kind text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
  pool text NOT NULL REFERENCES area,
  officer bigint REFERENCES officer,                               -- null: the installation's own nightly work
  asked_at timestamptz NOT NULL,
  about jsonb NOT NULL,                                            -- what was asked; never a person's number or name
  state text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'stopped')),
  phase text NOT NULL DEFAULT '',                                  -- what is being done, in the officer's words
  done bigint NOT NULL DEFAULT 0, total bigint,                    -- total null: not known yet
  heard_at timestamptz NOT NULL,
  stop_asked boolean NOT NULL DEFAULT false,
  finished_at timestamptz,
  sentence text,                                                   -- why it failed and what to do
  result jsonb
);
COMMENT ON TABLE job IS 'system: long work with its progress';
CREATE INDEX ON job (pool, asked_at);
CREATE INDEX ON job (officer);
GRANT USAGE ON SEQUENCE job_seq TO tongchou_desk, tongchou_batch;
GRANT SELECT ON job TO tongchou_desk;
GRANT SELECT, INSERT, UPDATE ON job TO tongchou_batch;
