-- Filings that institutions apply for, what institutions and the centre find when they compare their accounts, and the clearing
-- that institutions request.

-- ── filings ─────────────────────────────────────────────────────────────────────────────────────────────────────────
ALTER TABLE filing DROP CONSTRAINT filing_kind_check;
ALTER TABLE filing ADD CONSTRAINT filing_kind_check CHECK (kind IN ('referral', 'long_term', 'emergency', 'temporary', 'chronic', 'special',
  'designated_chronic', 'designated_outpatient', 'accident'));
GRANT INSERT ON filing TO tongchou_settlement;

CREATE TABLE filing_application (
  person bigint NOT NULL REFERENCES person,
  application bigint NOT NULL,                                     -- trt_dcla_detl_sn
  area text NOT NULL REFERENCES area,                              -- unit of enrolment: who decides
  infno text NOT NULL,
  kind text NOT NULL,                                              -- kind of the filing that a confirmation makes
  decided_by text NOT NULL CHECK (decided_by IN ('office', 'institution')),
  institution text NOT NULL REFERENCES provider,                   -- who applied
  disease text, disease_name text,
  place_area text, provider text,                                  -- where care is filed for
  provider_name text,
  in_force date NOT NULL, until date,
  attributes jsonb NOT NULL DEFAULT '{}',                          -- further fields as sent, without identity numbers
  message text NOT NULL,                                           -- msgid of the sender
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, application)
);
COMMENT ON TABLE filing_application IS 'fact person-keyed: filings that institutions applied for (2501, 2503, 2505, 2507)';
CREATE INDEX ON filing_application (area, known_at);
CREATE INDEX ON filing_application (institution, known_at);

-- Where an application stands is its last step; without a step it waits for the office.
CREATE TABLE filing_step (
  person bigint NOT NULL, application bigint NOT NULL, step bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('confirmed', 'refused', 'cancelled', 'reinstated')),
  filing bigint,                                                   -- the filing it made, or the one that withdraws it
  officer bigint REFERENCES officer,                               -- null: the institution itself
  reason text NOT NULL DEFAULT '',
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (person, application, step),
  FOREIGN KEY (person, application) REFERENCES filing_application
);
COMMENT ON TABLE filing_step IS 'fact person-keyed: what became of an application for a filing';
CREATE INDEX ON filing_step (officer);
CREATE INDEX ON filing_step (area);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['filing_application', 'filing_step'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY settlement ON %I TO tongchou_settlement USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[]) OR person = ANY ((SELECT requested_persons())::bigint[])) WITH CHECK (area = ANY ((SELECT current_areas())::text[]))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_settlement, tongchou_desk, tongchou_batch', t);
  END LOOP;
END $$;

-- A visit that was cancelled by mistake comes back by the reversal of the cancellation.
ALTER TABLE visit_event DROP CONSTRAINT visit_event_kind_check;
ALTER TABLE visit_event ADD CONSTRAINT visit_event_kind_check CHECK (kind IN ('diagnosed', 'changed', 'discharged', 'discharge_cancelled', 'visit_cancelled',
  'visit_reinstated'));

-- ── reconciliation ──────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE reconciliation (
  institution text NOT NULL REFERENCES provider,
  reconciliation bigint NOT NULL,
  area text NOT NULL REFERENCES area,                              -- the institution's
  kind text NOT NULL CHECK (kind IN ('totals', 'details')),        -- 3201, 3202
  scheme text, clearing_type text,                                 -- null: all
  refunds text NOT NULL CHECK (refunds IN ('all', 'without', 'only')),
  begins date NOT NULL, ends date NOT NULL,
  theirs_bills integer NOT NULL, theirs_total_fen bigint NOT NULL, theirs_fund_fen bigint NOT NULL,
  theirs_account_fen bigint, theirs_cash_fen bigint,               -- 3201 names the account, 3202 the cash
  ours_bills integer NOT NULL, ours_total_fen bigint NOT NULL, ours_fund_fen bigint NOT NULL,
  ours_account_fen bigint NOT NULL, ours_cash_fen bigint NOT NULL,
  equal boolean NOT NULL,
  said text NOT NULL,                                              -- the sentence that was answered
  differences integer NOT NULL DEFAULT 0,
  file_sent text, file_answered text,                              -- file_qury_no
  operator text NOT NULL, message text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, reconciliation)
);
COMMENT ON TABLE reconciliation IS 'fact: accounts compared by an institution with ours (3201, 3202)';
CREATE INDEX ON reconciliation (area, known_at);
CREATE INDEX ON reconciliation (institution, known_at);

-- `matter` names one and the same difference however often it is found.
CREATE TABLE reconciliation_difference (
  institution text NOT NULL, reconciliation bigint NOT NULL, ordinal integer NOT NULL,
  area text NOT NULL REFERENCES area,
  matter text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('amount', 'missing_here', 'missing_there', 'double', 'cancelled_here', 'cancelled_there')),
  settlement text NOT NULL, visit text NOT NULL, psn_no text NOT NULL,
  msgid text NOT NULL DEFAULT '',
  refund boolean NOT NULL,
  settled_on date,                                                 -- null: not known here
  theirs_total_fen bigint, theirs_fund_fen bigint, theirs_account_fen bigint,
  ours_total_fen bigint, ours_fund_fen bigint, ours_account_fen bigint,
  sentence text NOT NULL,
  PRIMARY KEY (institution, reconciliation, ordinal),
  FOREIGN KEY (institution, reconciliation) REFERENCES reconciliation
);
COMMENT ON TABLE reconciliation_difference IS 'fact: each difference that a comparison of details found';
CREATE INDEX ON reconciliation_difference (institution, matter);
CREATE INDEX ON reconciliation_difference (area);

CREATE TABLE difference_note (
  institution text NOT NULL REFERENCES provider, matter text NOT NULL, note bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('note', 'owner', 'closed', 'reopened')),
  owner text CHECK (owner IN ('institution', 'office')),           -- who has to act; of kind owner
  text text NOT NULL CHECK (length(btrim(text)) >= 2),
  officer bigint NOT NULL REFERENCES officer,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (institution, matter, note),
  CHECK ((kind = 'owner') = (owner IS NOT NULL))
);
COMMENT ON TABLE difference_note IS 'fact: what the office noted about a difference, and its closing';
CREATE INDEX ON difference_note (officer);
CREATE INDEX ON difference_note (area);

-- ── clearing ────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE clearing_request (
  institution text NOT NULL REFERENCES provider,
  request bigint NOT NULL,                                         -- clr_appy_evt_id
  area text NOT NULL REFERENCES area,
  clearing_type text NOT NULL, clearing_way text NOT NULL,         -- way: '' for all
  month date NOT NULL, begins date NOT NULL, ends date NOT NULL,
  bills integer NOT NULL, total_fen bigint NOT NULL, recognised_fen bigint NOT NULL, fund_fen bigint NOT NULL,
  account_fen bigint NOT NULL, cash_fen bigint NOT NULL,
  operator text NOT NULL, message text NOT NULL, attributes jsonb NOT NULL DEFAULT '{}',
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, request)
);
COMMENT ON TABLE clearing_request IS 'fact: clearing of a month requested by an institution (3203)';
CREATE INDEX ON clearing_request (area, month);

-- Where a request stands is its last step; without a step it is requested.
CREATE TABLE clearing_step (
  institution text NOT NULL, request bigint NOT NULL, step bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('withdrawn', 'reinstated', 'accepted', 'returned')),
  officer bigint REFERENCES officer,                               -- null: the institution itself
  reason text NOT NULL DEFAULT '',
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (institution, request, step),
  FOREIGN KEY (institution, request) REFERENCES clearing_request
);
COMMENT ON TABLE clearing_step IS 'fact: what became of a clearing request (3204, and the office)';
CREATE INDEX ON clearing_step (officer);
CREATE INDEX ON clearing_step (area);

CREATE TABLE offsite_confirmation (
  institution text NOT NULL REFERENCES provider,
  confirmation bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  month date NOT NULL,
  settlements bigint[] NOT NULL, included boolean[] NOT NULL,
  total_fen bigint NOT NULL, fund_fen bigint NOT NULL,             -- of those included
  operator text NOT NULL, message text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (institution, confirmation),
  CHECK (cardinality(settlements) = cardinality(included))
);
COMMENT ON TABLE offsite_confirmation IS 'fact: out-of-area bills of a month confirmed for clearing by an institution (3261)';
CREATE INDEX ON offsite_confirmation (institution, month);
CREATE INDEX ON offsite_confirmation (area);

CREATE TABLE offsite_rollback (
  institution text NOT NULL, confirmation bigint NOT NULL, rollback bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  message text NOT NULL,
  known_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (institution, confirmation),
  FOREIGN KEY (institution, confirmation) REFERENCES offsite_confirmation
);
COMMENT ON TABLE offsite_rollback IS 'fact: a confirmation of out-of-area bills taken back (3262)';
CREATE INDEX ON offsite_rollback (area);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['reconciliation', 'reconciliation_difference', 'difference_note', 'clearing_request', 'clearing_step', 'offsite_confirmation',
    'offsite_rollback'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY settlement ON %I TO tongchou_settlement USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY batch ON %I TO tongchou_batch USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY desk ON %I TO tongchou_desk USING (area = ANY ((SELECT current_areas())::text[])) WITH CHECK (area = ANY ((SELECT current_areas())::text[]))', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO tongchou_settlement, tongchou_desk, tongchou_batch', t);
  END LOOP;
END $$;
