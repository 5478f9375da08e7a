-- What the office does about what institutions send: the first review of a clearing request, runs of the conformance suite against
-- this centre, and imports of the catalogue that a second officer approves.

-- ── clearing: first review, then a second officer's decision ────────────────────────────────────────────────────────
ALTER TABLE clearing_step DROP CONSTRAINT clearing_step_kind_check;
ALTER TABLE clearing_step ADD CONSTRAINT clearing_step_kind_check CHECK (kind IN ('withdrawn', 'reinstated', 'reviewed', 'accepted', 'returned'));

-- ── conformance ─────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE conformance_run (
  run bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  origin text NOT NULL CHECK (origin IN ('uploaded', 'posted', 'started')),
  url text NOT NULL, profile text NOT NULL,                        -- where it was examined, by which province's edition
  institution text NOT NULL DEFAULT '',                            -- as whom the suite spoke
  began_at timestamptz NOT NULL, seconds integer NOT NULL CHECK (seconds >= 0),
  report_hash text NOT NULL,                                       -- SHA-256 of the report; the same report is kept once
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (pool, report_hash)
);
COMMENT ON TABLE conformance_run IS 'fact: a run of the conformance suite against this centre, as reported';
CREATE INDEX ON conformance_run (pool, url, profile, began_at);
CREATE INDEX ON conformance_run (officer);

CREATE TABLE conformance_chapter (
  run bigint NOT NULL REFERENCES conformance_run,
  infno text NOT NULL, label text NOT NULL,
  offered text NOT NULL CHECK (offered IN ('offered', 'not_offered', 'untried')),
  messages integer NOT NULL,
  PRIMARY KEY (run, infno)
);
COMMENT ON TABLE conformance_chapter IS 'fact: a transaction in a run of the conformance suite';

CREATE TABLE conformance_line (
  run bigint NOT NULL, infno text NOT NULL, what text NOT NULL,    -- what was examined; a run examines it once
  ordinal integer NOT NULL,
  says text NOT NULL, section text NOT NULL,
  passes integer NOT NULL, fails integer NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('pass', 'fail', 'note')),
  asked text NOT NULL, came text NOT NULL,                         -- masked by the suite
  PRIMARY KEY (run, infno, what),
  FOREIGN KEY (run, infno) REFERENCES conformance_chapter
);
COMMENT ON TABLE conformance_line IS 'fact: what a run of the conformance suite examined of a transaction, and what came of it';

-- ── catalogue imports ───────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE catalogue_draft (
  draft bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  file_name text NOT NULL, file_hash text NOT NULL, content bytea NOT NULL,
  layout text, in_force date NOT NULL, edition text NOT NULL,      -- layout: null where the file's name says it
  share_employee text, share_resident text,
  complete boolean NOT NULL,
  officer bigint NOT NULL REFERENCES officer,                      -- who prepared it, and never approves it
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL
);
COMMENT ON TABLE catalogue_draft IS 'fact: a catalogue file that an officer prepared for import';
CREATE INDEX ON catalogue_draft (pool, known_at);
CREATE INDEX ON catalogue_draft (officer);

-- Where a draft stands is its last step; without a step it is prepared and its check runs.
CREATE TABLE catalogue_draft_step (
  draft bigint NOT NULL REFERENCES catalogue_draft, step bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('checked', 'approved', 'returned', 'withdrawn')),
  base bigint REFERENCES catalogue_version,                        -- of checked: the newest version it was held against
  report jsonb,                                                    -- of checked: counts, faults by row, what to mind
  version bigint REFERENCES catalogue_version,                     -- of approved: the version it became
  officer bigint NOT NULL REFERENCES officer,
  reason text NOT NULL DEFAULT '',
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (draft, step),
  CHECK ((kind = 'checked') = (report IS NOT NULL)),
  CHECK ((kind = 'approved') = (version IS NOT NULL))
);
COMMENT ON TABLE catalogue_draft_step IS 'fact: what became of a prepared catalogue import: checked, approved by a second officer, returned, withdrawn';
CREATE INDEX ON catalogue_draft_step (base);
CREATE INDEX ON catalogue_draft_step (version);
CREATE INDEX ON catalogue_draft_step (officer);

CREATE TABLE catalogue_draft_change (
  draft bigint NOT NULL, step bigint NOT NULL, ordinal integer NOT NULL,
  code text NOT NULL, name text NOT NULL, kind text NOT NULL,
  changes text[] NOT NULL,
  before jsonb, after jsonb,                                       -- class, shares and ceilings; null: not in the catalogue
  PRIMARY KEY (draft, step, ordinal),
  FOREIGN KEY (draft, step) REFERENCES catalogue_draft_step
);
COMMENT ON TABLE catalogue_draft_change IS 'fact: what a prepared import would change of the catalogue, as its check found';

GRANT SELECT, INSERT ON conformance_run, conformance_chapter, conformance_line, catalogue_draft, catalogue_draft_step, catalogue_draft_change
  TO tongchou_desk, tongchou_batch;
