-- The catalogue by versions: each import is a fact, each of its rows a new dated row beside the older ones; the institutions' own
-- codes, their departments, and the files they hand over or fetch.

-- ── versions ────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE SEQUENCE catalogue_version_seq AS bigint MINVALUE 1;
CREATE TABLE catalogue_version (
  version bigint PRIMARY KEY,
  layout text NOT NULL CHECK (layout ~ '^(installation|price_list|13[0-9]{2})$'),
  edition text NOT NULL,
  in_force date NOT NULL,                                          -- latest day from which a row of it counts
  file_name text NOT NULL, file_hash text NOT NULL,
  complete boolean NOT NULL,                                       -- what the file leaves out was ended
  added integer NOT NULL, changed integer NOT NULL, ended integer NOT NULL, unchanged integer NOT NULL,
  brought_by text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL
);
COMMENT ON TABLE catalogue_version IS 'fact: an import of the catalogue: which file, from which day, what it changed';
-- What the installation brings along; its rows carry the number 0.
INSERT INTO catalogue_version (version, layout, edition, in_force, file_name, file_hash, complete, added, changed, ended, unchanged, brought_by, booked_on)
VALUES (0, 'installation', '2024', '2025-01-01', 'catalogues', '', false, 0, 0, 0, 0, '系统自带', '2025-01-01');

-- Of the rows of a code the one with the latest in_force not after the day counts, and of two with the same day the one of the
-- later version. A row whose `until` lies before its own in_force ends the item.
ALTER TABLE catalogue_item ADD COLUMN version bigint NOT NULL DEFAULT 0 REFERENCES catalogue_version;
ALTER TABLE catalogue_item ADD COLUMN as_printed jsonb NOT NULL DEFAULT '{}';   -- further columns of the official file, by their label
ALTER TABLE catalogue_item DROP CONSTRAINT catalogue_item_pkey;
ALTER TABLE catalogue_item ADD PRIMARY KEY (code, in_force, version);
CREATE INDEX ON catalogue_item (version);

-- Catalogues whose rows have no price: diagnoses, operations, outpatient diseases and further ones, by number of their download.
CREATE TABLE catalogue_entry (
  catalogue text NOT NULL CHECK (catalogue ~ '^13[0-9]{2}$'),
  code text NOT NULL,
  in_force date NOT NULL, until date,
  version bigint NOT NULL DEFAULT 0 REFERENCES catalogue_version,
  name text NOT NULL,
  as_printed jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (catalogue, code, in_force, version)
);
COMMENT ON TABLE catalogue_entry IS 'reference: diagnoses, operations and other catalogues without prices, by code and date';
CREATE INDEX ON catalogue_entry (version);

-- The rows that count, each with the day on which it ends: its own, or the day before the next row of the code begins.
CREATE VIEW catalogue_dated WITH (security_invoker = true) AS
  SELECT d.*, least(d.until, lead(d.in_force) OVER (PARTITION BY d.code ORDER BY d.in_force) - 1) AS valid_until
  FROM (SELECT DISTINCT ON (code, in_force) * FROM catalogue_item ORDER BY code, in_force, version DESC) d;

GRANT SELECT ON catalogue_version, catalogue_entry, catalogue_dated TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT INSERT ON catalogue_version TO tongchou_desk, tongchou_batch;
GRANT INSERT ON catalogue_item, catalogue_entry TO tongchou_desk;
GRANT INSERT, UPDATE ON catalogue_entry TO tongchou_batch;
GRANT USAGE ON SEQUENCE catalogue_version_seq TO tongchou_desk, tongchou_batch;

-- ── code lists ──────────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE code_list ADD COLUMN list_name text NOT NULL DEFAULT '';

-- ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE interface_file (
  file text PRIMARY KEY CHECK (length(file) <= 40),                -- file_qury_no
  owner text NOT NULL,                                             -- institution; plc: a catalogue, for everybody
  filename text NOT NULL,
  content bytea NOT NULL,
  content_hash bytea NOT NULL,                                     -- SHA-256
  lines integer NOT NULL DEFAULT 0,                                -- of a catalogue file
  kept_until date NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE interface_file IS 'system: files that institutions hand over (9101) and fetch (9102)';
CREATE INDEX ON interface_file (owner);
CREATE INDEX ON interface_file (kept_until);
GRANT SELECT, INSERT ON interface_file TO tongchou_settlement;
GRANT SELECT, INSERT, DELETE ON interface_file TO tongchou_batch;

-- ── an institution's own codes ──────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE catalogue_mapping (
  institution text NOT NULL REFERENCES provider,
  fact bigint NOT NULL,
  own_code text NOT NULL, list_type text NOT NULL, national_code text NOT NULL,
  withdrawn boolean NOT NULL,                                      -- true: 3302, ends every earlier row of these three codes
  own_name text NOT NULL DEFAULT '',
  in_force date NOT NULL, until date,
  attributes jsonb NOT NULL DEFAULT '{}',
  operator text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, fact)
);
COMMENT ON TABLE catalogue_mapping IS 'fact: an institution''s own code mapped to a national code (3301), or the mapping withdrawn (3302)';
CREATE INDEX ON catalogue_mapping (institution, own_code);
CREATE VIEW mapping_in_use WITH (security_invoker = true) AS
  SELECT DISTINCT ON (m.institution, m.own_code, m.list_type, m.national_code, m.in_force) m.*
  FROM catalogue_mapping m
  WHERE NOT m.withdrawn AND NOT EXISTS (
    SELECT 1 FROM catalogue_mapping w WHERE w.institution = m.institution AND w.own_code = m.own_code AND w.list_type = m.list_type
      AND w.national_code = m.national_code AND w.withdrawn AND w.fact > m.fact)
  ORDER BY m.institution, m.own_code, m.list_type, m.national_code, m.in_force, m.fact DESC;

CREATE TABLE mapping_check (
  institution text NOT NULL REFERENCES provider,
  fact bigint NOT NULL,
  required boolean NOT NULL,
  decided_by bigint NOT NULL REFERENCES officer,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, fact)
);
COMMENT ON TABLE mapping_check IS 'fact: from when on an institution''s fee lines must name own codes that it has mapped';
CREATE INDEX ON mapping_check (decided_by);

-- ── departments and beds ────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE department_record (
  institution text NOT NULL REFERENCES provider,
  fact bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('opened', 'changed', 'withdrawn')),
  code text NOT NULL, name text NOT NULL, specialty text NOT NULL, -- specialty: caty
  begins date NOT NULL, ends date,
  approved_beds integer NOT NULL, insured_beds integer,
  doctors integer NOT NULL, pharmacists integer NOT NULL, nurses integer NOT NULL, technicians integer NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}',
  operator text NOT NULL,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, fact)
);
COMMENT ON TABLE department_record IS 'fact: departments and beds as institutions report them (3401, 3401A, 3402, 3403)';
CREATE VIEW department WITH (security_invoker = true) AS
  SELECT * FROM (SELECT DISTINCT ON (institution, code) * FROM department_record ORDER BY institution, code, fact DESC) latest WHERE kind <> 'withdrawn';

GRANT SELECT, INSERT ON catalogue_mapping, department_record TO tongchou_settlement, tongchou_batch;
GRANT SELECT ON catalogue_mapping, department_record, mapping_check TO tongchou_desk;
GRANT SELECT ON mapping_check TO tongchou_settlement, tongchou_batch;
GRANT INSERT ON mapping_check TO tongchou_desk;
GRANT SELECT ON mapping_in_use, department TO tongchou_settlement, tongchou_desk, tongchou_batch;

