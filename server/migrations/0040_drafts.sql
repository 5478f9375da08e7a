-- The life of a policy draft: who wrote which text, who checked, reviewed and approved it, and as what it was published. Everything
-- is a fact; where a draft stands is derived from its steps (domain: policy/approval.ts). Beside them the freeze of policy during
-- a launch period, and the word to every running process that rules were published.

CREATE SEQUENCE policy_draft_seq AS bigint MINVALUE 1;
CREATE TABLE policy_draft (
  draft bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  area text NOT NULL REFERENCES area,                              -- whose law it will be
  path text NOT NULL CHECK (path ~ '^policies/[a-z0-9-]+/[a-z0-9-]+\.md$'),
  title text NOT NULL CHECK (length(btrim(title)) BETWEEN 2 AND 200),
  changes text REFERENCES policy_document,                         -- the published text that it rewrites; null: a document of its own
  opened_by bigint NOT NULL REFERENCES officer,
  opened_at timestamptz NOT NULL
);
COMMENT ON TABLE policy_draft IS 'fact: a policy draft opened (C9)';
CREATE INDEX ON policy_draft (pool, opened_at);
CREATE INDEX ON policy_draft (changes);
CREATE INDEX ON policy_draft (opened_by);

CREATE TABLE policy_draft_revision (
  draft bigint NOT NULL REFERENCES policy_draft,
  revision integer NOT NULL CHECK (revision >= 1),                 -- counted in the draft; the key refuses a second save upon the same text
  text text NOT NULL,
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),              -- SHA-256 of the text
  faults integer NOT NULL,                                         -- found when it was saved
  written_by bigint NOT NULL REFERENCES officer,
  written_at timestamptz NOT NULL,
  PRIMARY KEY (draft, revision)
);
COMMENT ON TABLE policy_draft_revision IS 'fact: a text of a policy draft as it was saved';
CREATE INDEX ON policy_draft_revision (written_by);

CREATE TABLE policy_draft_step (
  draft bigint NOT NULL,
  step integer NOT NULL CHECK (step >= 1),                         -- counted in the draft
  kind text NOT NULL CHECK (kind IN ('checked', 'trial_attached', 'reviewed', 'returned', 'approved', 'withdrawn', 'published')),
  revision integer NOT NULL,                                       -- the text that the step was taken upon
  officer bigint NOT NULL REFERENCES officer,
  at timestamptz NOT NULL,
  remark text NOT NULL DEFAULT '',
  trial bigint,                                                    -- of trial_attached
  document_number text, document_hash text REFERENCES policy_document, in_force date,   -- of published; in_force: first day whose rules it changes
  retroactive text,                                                -- of published: where the document itself says that it reaches back
  PRIMARY KEY (draft, step),
  FOREIGN KEY (draft, revision) REFERENCES policy_draft_revision,
  CHECK ((kind = 'trial_attached') = (trial IS NOT NULL)),
  CHECK ((kind = 'published') = (document_number IS NOT NULL AND document_hash IS NOT NULL AND in_force IS NOT NULL))
);
COMMENT ON TABLE policy_draft_step IS 'fact: a step in the life of a policy draft';
CREATE UNIQUE INDEX published_once ON policy_draft_step (draft) WHERE kind = 'published';
CREATE INDEX ON policy_draft_step (draft, revision);
CREATE INDEX ON policy_draft_step (officer);
CREATE INDEX ON policy_draft_step (document_hash);

CREATE SEQUENCE policy_freeze_seq AS bigint MINVALUE 1;
CREATE TABLE policy_freeze (
  freeze_key bigint PRIMARY KEY,
  pool text NOT NULL REFERENCES area,
  area text NOT NULL REFERENCES area,                              -- holds here and below
  in_force date NOT NULL, until date CHECK (until >= in_force),    -- until null: open
  document text NOT NULL,                                          -- number of the document that orders it
  remark text NOT NULL DEFAULT '',
  amends bigint REFERENCES policy_freeze,                          -- takes the place of this one
  recorded_by bigint NOT NULL REFERENCES officer,
  recorded_at timestamptz NOT NULL
);
COMMENT ON TABLE policy_freeze IS 'fact: no loosened policy in an area during its launch period (C9)';
CREATE INDEX ON policy_freeze (pool, in_force);
CREATE UNIQUE INDEX amended_once ON policy_freeze (amends);
CREATE INDEX ON policy_freeze (recorded_by);

CREATE TABLE policy_freeze_exemption (
  exemption bigint PRIMARY KEY,
  freeze_key bigint NOT NULL REFERENCES policy_freeze,
  draft bigint NOT NULL, revision integer NOT NULL,                -- holds for this text and no other
  authority text NOT NULL REFERENCES area,                         -- the higher level that approved it
  document text NOT NULL,                                          -- number of its approval
  remark text NOT NULL DEFAULT '',
  recorded_by bigint NOT NULL REFERENCES officer,
  recorded_at timestamptz NOT NULL,
  FOREIGN KEY (draft, revision) REFERENCES policy_draft_revision
);
COMMENT ON TABLE policy_freeze_exemption IS 'fact: a higher level''s approval of a loosening draft during a freeze';
CREATE INDEX ON policy_freeze_exemption (freeze_key);
CREATE INDEX ON policy_freeze_exemption (draft, revision);
CREATE INDEX ON policy_freeze_exemption (recorded_by);

GRANT USAGE ON SEQUENCE policy_draft_seq, policy_freeze_seq TO tongchou_desk, tongchou_batch;
GRANT SELECT, INSERT ON policy_draft, policy_draft_revision, policy_draft_step, policy_freeze, policy_freeze_exemption TO tongchou_desk, tongchou_batch;

-- Whoever publishes, by whatever way: every process that settles listens and reads the new rules before its next bill.
CREATE FUNCTION tell_rules_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('rules_published', '');
  RETURN NULL;
END $$;
CREATE TRIGGER rules_published AFTER INSERT ON rule_set FOR EACH STATEMENT EXECUTE FUNCTION tell_rules_published();
