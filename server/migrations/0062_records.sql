-- What institutions hand in beside bills: settlement lists with what was found wrong in them, medical records, costs of people who
-- pay everything themselves, stock with the trace codes of drugs, and the people who practise there.

-- ── settlement lists ────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE settlement_list (
  person bigint NOT NULL REFERENCES person,
  list bigint NOT NULL,                                            -- setl_list_id
  area text NOT NULL REFERENCES area,                              -- unit of enrolment
  institution text NOT NULL REFERENCES provider,
  settlement bigint NOT NULL, visit bigint NOT NULL,
  version integer NOT NULL CHECK (version > 0),                    -- of the list of this settlement; the highest one stands
  content jsonb NOT NULL,                                          -- the nodes as sent, without certificate and telephone numbers
  sealed bytea,                                                    -- those, encrypted
  checked_by text NOT NULL,                                        -- version of the checks
  errors integer NOT NULL, warnings integer NOT NULL,
  operator text NOT NULL, message text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, list),
  UNIQUE (person, settlement, version),
  FOREIGN KEY (person, settlement) REFERENCES settlement
);
COMMENT ON TABLE settlement_list IS 'fact person-keyed: settlement lists (医疗保障基金结算清单) as uploaded, every version (4101)';
CREATE INDEX ON settlement_list (institution, settlement);
CREATE INDEX ON settlement_list (area, known_at);

CREATE TABLE settlement_list_fault (
  person bigint NOT NULL, list bigint NOT NULL, ordinal smallint NOT NULL,
  field text NOT NULL,
  level text NOT NULL CHECK (level IN ('error', 'warning')),
  sentence text NOT NULL,
  value text NOT NULL,                                             -- as sent; never an identity number
  PRIMARY KEY (person, list, ordinal),
  FOREIGN KEY (person, list) REFERENCES settlement_list
);
COMMENT ON TABLE settlement_list_fault IS 'fact person-keyed: what the checks found in a settlement list (4104)';

-- Where a list stands is its last step; without a step it is uploaded and not submitted.
CREATE TABLE settlement_list_step (
  person bigint NOT NULL, list bigint NOT NULL, step bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('submitted', 'withdrawn', 'passed', 'failed')),
  officer bigint REFERENCES officer,                               -- null: the institution itself
  reason text NOT NULL DEFAULT '',
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, list, step),
  FOREIGN KEY (person, list) REFERENCES settlement_list
);
COMMENT ON TABLE settlement_list_step IS 'fact person-keyed: what became of a settlement list (4102, and the office)';
CREATE INDEX ON settlement_list_step (officer);
CREATE INDEX ON settlement_list_step (area);

-- ── medical records ─────────────────────────────────────────────────────────────────────────────────────────────────
-- Somebody who is not registered here has the person key 0 and the area of the institution.
CREATE TABLE medical_record (
  person bigint NOT NULL,
  record bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  institution text NOT NULL REFERENCES provider,
  kind text NOT NULL CHECK (kind ~ '^4[0-9]{3}[A-Z]?$'),           -- number of the transaction
  visit bigint,                                                    -- null: no visit of ours was named
  visit_no text NOT NULL,                                          -- the institution's own number of the visit
  document text NOT NULL,                                          -- number of the report, order or form; '' for none
  happened_at timestamptz NOT NULL,
  valid boolean NOT NULL,                                          -- false: the institution takes the document back
  content jsonb NOT NULL,                                          -- the nodes as sent, without certificate and telephone numbers
  sealed bytea,                                                    -- those, encrypted
  operator text NOT NULL, message text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, record)
);
COMMENT ON TABLE medical_record IS 'fact person-keyed: medical records of visits as institutions hand them in (4301–4701)';
CREATE INDEX ON medical_record (person, visit);
CREATE INDEX ON medical_record (institution, happened_at);
CREATE INDEX ON medical_record (institution, visit_no);
CREATE INDEX ON medical_record (area, happened_at);

-- ── people who pay everything themselves ────────────────────────────────────────────────────────────────────────────
CREATE TABLE self_paid_visit (
  institution text NOT NULL REFERENCES provider,
  upload bigint NOT NULL,
  area text NOT NULL REFERENCES area,                              -- the institution's
  visit_no text NOT NULL,
  charge_batch text NOT NULL,
  med_type text NOT NULL,
  name text NOT NULL,
  cert_type text NOT NULL, cert_cipher bytea NOT NULL, cert_hash bytea NOT NULL,
  total_fen bigint NOT NULL,
  content jsonb NOT NULL DEFAULT '{}',                             -- visit and diagnoses as sent
  sealed bytea,
  operator text NOT NULL, message text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, upload)
);
COMMENT ON TABLE self_paid_visit IS 'fact: costs of people who pay everything themselves, one row for each upload and visit (4201, 4261)';
CREATE INDEX ON self_paid_visit (institution, visit_no);
CREATE INDEX ON self_paid_visit (area, known_at);
CREATE INDEX ON self_paid_visit (cert_hash);

CREATE TABLE self_paid_line (
  institution text NOT NULL, upload bigint NOT NULL, ordinal integer NOT NULL,
  visit_no text NOT NULL, sn text NOT NULL,
  fee_at timestamptz NOT NULL,
  code text NOT NULL, own_code text NOT NULL, own_name text NOT NULL, charge_type text NOT NULL,
  quantity bigint NOT NULL, price bigint NOT NULL,                 -- 1/10000 and 1/1000000 yuan
  amount_fen bigint NOT NULL,
  attributes jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (institution, upload, ordinal),
  UNIQUE (institution, visit_no, sn),
  FOREIGN KEY (institution, upload) REFERENCES self_paid_visit
);
COMMENT ON TABLE self_paid_line IS 'fact: fee lines of people who pay everything themselves';

CREATE TABLE self_paid_check (
  institution text NOT NULL REFERENCES provider,
  fact bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  visit_no text NOT NULL,
  theirs_fen bigint NOT NULL, ours_fen bigint NOT NULL,
  message text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, fact)
);
COMMENT ON TABLE self_paid_check IS 'fact: totals of self-paid visits compared by institutions (4262)';
CREATE INDEX ON self_paid_check (institution, visit_no);
CREATE INDEX ON self_paid_check (area);

-- ── stock and trace codes ───────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE stock_record (
  institution text NOT NULL REFERENCES provider,
  record bigint NOT NULL,
  area text NOT NULL REFERENCES area,                              -- the institution's
  kind text NOT NULL CHECK (kind IN ('counted', 'changed', 'purchased', 'purchase_returned', 'sold', 'sale_returned')),
  code text NOT NULL, own_code text NOT NULL, own_name text NOT NULL,
  batch_no text NOT NULL,                                          -- fixmedins_bchno
  change_type text NOT NULL DEFAULT '',                            -- inv_chg_type; of kind changed
  quantity bigint NOT NULL,                                        -- 1/10000
  price bigint,                                                    -- 1/1000000 yuan
  split boolean NOT NULL,                                          -- sold by parts of a package (拆零)
  happened_at timestamptz NOT NULL,
  lot text NOT NULL, made_on date, expires_on date,
  visit_no text NOT NULL DEFAULT '', settlement_named text NOT NULL DEFAULT '', -- mdtrt_sn, setl_id as sent
  person bigint REFERENCES person,                                 -- of a sale to a person registered here
  attributes jsonb NOT NULL DEFAULT '{}',
  sealed bytea,                                                    -- certificate numbers, encrypted
  operator text NOT NULL, message text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, record)
);
COMMENT ON TABLE stock_record IS 'fact: stock counts, changes, purchases, sales and returns of institutions (3501–3506)';
CREATE INDEX ON stock_record (institution, batch_no);
CREATE INDEX ON stock_record (institution, happened_at);
CREATE INDEX ON stock_record (area, happened_at);
CREATE INDEX ON stock_record (person);

CREATE TABLE stock_withdrawal (
  institution text NOT NULL, record bigint NOT NULL,               -- which is withdrawn
  fact bigint NOT NULL,
  operator text NOT NULL, message text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, record),
  FOREIGN KEY (institution, record) REFERENCES stock_record
);
COMMENT ON TABLE stock_withdrawal IS 'fact: a stock record taken back by its institution (3507)';

-- The life of a trace code crosses institutions and counties and names no person, so every desk may read it whole.
CREATE TABLE trace_event (
  code text NOT NULL,
  event bigint NOT NULL,
  institution text NOT NULL, record bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('counted', 'purchased', 'purchase_returned', 'sold', 'sale_returned')),
  split boolean NOT NULL,
  happened_at timestamptz NOT NULL,
  doubt text NOT NULL DEFAULT '',                                  -- why it should not have happened, where it was let through
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, event),
  FOREIGN KEY (institution, record) REFERENCES stock_record
);
COMMENT ON TABLE trace_event IS 'fact: what happened to the package that bears a trace code (药品追溯码)';
CREATE INDEX ON trace_event (institution, record);
CREATE INDEX ON trace_event (known_at) WHERE doubt <> '';

CREATE TABLE trace_rule (
  pool text NOT NULL REFERENCES area,
  fact bigint NOT NULL,
  second_sale text NOT NULL CHECK (second_sale IN ('refuse', 'warn')),
  reason text NOT NULL CHECK (length(btrim(reason)) >= 4),
  decided_by bigint NOT NULL REFERENCES officer,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (pool, fact)
);
COMMENT ON TABLE trace_rule IS 'fact: whether a trace code that contradicts its life is refused or let through with a warning';
CREATE INDEX ON trace_rule (decided_by);

-- ── people who practise ─────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE practitioner_record (
  institution text NOT NULL REFERENCES provider,
  fact bigint NOT NULL,
  area text NOT NULL REFERENCES area,                              -- the institution's
  kind text NOT NULL CHECK (kind IN ('registered', 'ended')),
  code text NOT NULL,                                              -- national code of physician, nurse, pharmacist or technician
  practice text NOT NULL,                                          -- prac_psn_type
  name text NOT NULL,
  cert_type text NOT NULL, cert_cipher bytea NOT NULL, cert_hash bytea NOT NULL,
  qualification text NOT NULL DEFAULT '', licence text NOT NULL DEFAULT '',
  insured_doctor boolean NOT NULL,                                 -- may prescribe at the fund's expense (医保医师)
  begins date NOT NULL, ends date,
  reason text NOT NULL DEFAULT '',
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, fact)
);
COMMENT ON TABLE practitioner_record IS 'fact: who practises at an institution and since when (5102)';
CREATE INDEX ON practitioner_record (institution, code);
CREATE INDEX ON practitioner_record (area);
CREATE INDEX ON practitioner_record (officer);
CREATE VIEW practitioner WITH (security_invoker = true) AS
  SELECT DISTINCT ON (institution, code) * FROM practitioner_record ORDER BY institution, code, fact DESC;

-- ── who may ─────────────────────────────────────────────────────────────────────────────────────────────────────────
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['settlement_list', 'settlement_list_step', 'medical_record', 'self_paid_visit', 'self_paid_check', 'stock_record', 'practitioner_record'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY settlement ON %I TO tongchou_settlement USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['settlement_list', 'settlement_list_step', 'medical_record'] LOOP
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[]) OR person = ANY ((SELECT requested_persons())::bigint[])) WITH CHECK (area = ANY ((SELECT current_areas())::text[]))', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['self_paid_visit', 'self_paid_check', 'stock_record', 'practitioner_record'] LOOP
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[])) WITH CHECK (area = ANY ((SELECT current_areas())::text[]))', t);
  END LOOP;
  -- rows that follow the one they belong to
  EXECUTE 'ALTER TABLE settlement_list_fault ENABLE ROW LEVEL SECURITY';
  EXECUTE 'CREATE POLICY settlement ON settlement_list_fault TO tongchou_settlement USING (true) WITH CHECK (true)';
  EXECUTE 'CREATE POLICY batch ON settlement_list_fault TO tongchou_batch USING (true) WITH CHECK (true)';
  EXECUTE 'CREATE POLICY desk ON settlement_list_fault TO tongchou_desk USING (EXISTS (SELECT 1 FROM settlement_list l WHERE l.person = settlement_list_fault.person AND l.list = settlement_list_fault.list))';
  EXECUTE 'ALTER TABLE self_paid_line ENABLE ROW LEVEL SECURITY';
  EXECUTE 'CREATE POLICY settlement ON self_paid_line TO tongchou_settlement USING (true) WITH CHECK (true)';
  EXECUTE 'CREATE POLICY batch ON self_paid_line TO tongchou_batch USING (true) WITH CHECK (true)';
  EXECUTE 'CREATE POLICY desk ON self_paid_line TO tongchou_desk USING (EXISTS (SELECT 1 FROM self_paid_visit v WHERE v.institution = self_paid_line.institution AND v.upload = self_paid_line.upload))';
END $$;

GRANT SELECT, INSERT ON settlement_list, settlement_list_fault, settlement_list_step, medical_record, self_paid_visit, self_paid_line, self_paid_check,
  stock_record, stock_withdrawal, trace_event TO tongchou_settlement, tongchou_batch;
GRANT SELECT ON settlement_list, settlement_list_fault, settlement_list_step, medical_record, self_paid_visit, self_paid_line, self_paid_check,
  stock_record, stock_withdrawal, trace_event TO tongchou_desk;
GRANT INSERT ON settlement_list_step TO tongchou_desk;
GRANT SELECT ON trace_rule, practitioner_record, practitioner TO tongchou_settlement, tongchou_desk, tongchou_batch;
GRANT INSERT ON trace_rule, practitioner_record TO tongchou_desk, tongchou_batch;
CREATE INDEX ON stock_record (institution, message);
CREATE INDEX ON medical_record (record);
