-- The foundation: places, providers, law, catalogue, the register of persons, enrolment. Everything lives in the schema
-- `tongchou`, which belongs to the NOLOGIN role tongchou_owner. Three roles log in, none of them may update or delete a fact:
--   tongchou_settlement  the hospital interface: hot tables only, every statement names the person
--   tongchou_desk        the console: sees a person's rows if the area is the officer's own or an unexpired, logged request names the person
--   tongchou_batch       jobs and bulk loads: all areas, insert-only on facts
-- Every table says its class in its comment: fact | state | reference | system. The table passport test reads it.

-- ── who asks ────────────────────────────────────────────────────────────────────────────────────────────────────────
-- The desk sets these two at the start of each transaction (set_config(…, true)).
CREATE FUNCTION current_areas() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(nullif(current_setting('tongchou.areas', true), ''), '{}')::text[] $$;
CREATE FUNCTION current_officer() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('tongchou.officer', true), '')::bigint $$;

-- ── places ──────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE area (
  code text PRIMARY KEY CHECK (code ~ '^[0-9]{6,12}$'),
  name text NOT NULL,
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 5),           -- 1 province 2 city 3 county 4 town 5 village
  parent text REFERENCES area,
  certainty text NOT NULL DEFAULT 'official'
);
COMMENT ON TABLE area IS 'reference: administrative divisions; admin_divisions.tsv, towns and villages';
CREATE INDEX ON area (parent);

-- A pooling area (统筹区) and its accounting units (核算单位), dated: the city's own level, counties, districts, zones, industries.
CREATE TABLE pooling_unit (
  pool text NOT NULL REFERENCES area,
  unit text NOT NULL REFERENCES area,
  in_force date NOT NULL,
  until date,
  kind text NOT NULL CHECK (kind IN ('city_level', 'county', 'district', 'zone', 'industry', 'province_administered')),
  name text NOT NULL,
  PRIMARY KEY (pool, unit, in_force)
);
COMMENT ON TABLE pooling_unit IS 'reference: dated tree of pools and accounting units (A1)';
CREATE INDEX ON pooling_unit (unit);

CREATE TABLE provider (
  code text PRIMARY KEY CHECK (code ~ '^[HP][0-9]{11}$'),
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('hospital', 'pharmacy')),
  area text NOT NULL REFERENCES area,                              -- unit that manages it
  level text NOT NULL,                                             -- provider level of the policies: township, 1, 2, 3, 3_province
  hosp_lv text,                                                    -- national list hosp_lv
  institution_type text NOT NULL,
  uscc text,
  beds integer,
  designated_from date NOT NULL,
  designated_until date,
  price_tier smallint NOT NULL CHECK (price_tier BETWEEN 1 AND 3), -- 3 tertiary, 2 secondary, 1 primary: ceilings of the service catalogue
  certainty text NOT NULL
);
COMMENT ON TABLE provider IS 'reference: designated hospitals and pharmacies';
CREATE INDEX ON provider (area);

-- ── law ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE policy_document (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),           -- SHA-256 of the text
  path text NOT NULL,
  document text NOT NULL,                                          -- number as issued
  area text NOT NULL REFERENCES area,
  status text NOT NULL,                                            -- published | consultation_draft
  text text NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now(),
  published_by text NOT NULL
);
COMMENT ON TABLE policy_document IS 'fact: a policy document as published, with its content hash';
CREATE INDEX ON policy_document (area);

-- A rule set is what `settle` interprets for one area and scheme, composed of the documents in force. Each settlement keeps its hash.
CREATE TABLE rule_set (
  hash text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  area text NOT NULL REFERENCES area,
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  documents text[] NOT NULL,                                       -- hashes of policy_document, sorted
  content jsonb NOT NULL,                                          -- all versions of BenefitPolicy, money as text
  published_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE rule_set IS 'fact: compiled rules by content hash';
CREATE INDEX ON rule_set (area, scheme, published_at);

-- ── catalogue ───────────────────────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE catalogue_item (
  code text NOT NULL,
  in_force date NOT NULL,
  until date,
  edition text NOT NULL,                                           -- e.g. 2024
  kind text NOT NULL CHECK (kind IN ('western_drug', 'patent_drug', 'herb', 'service', 'consumable', 'other')),
  name text NOT NULL,
  class text NOT NULL CHECK (class IN ('甲', '乙', '丙')),
  charge_type text NOT NULL CHECK (charge_type ~ '^[0-9]{2}$'),    -- national list med_chrgitm_type
  unit text,
  initial_self_payment_employee numeric(5,4) NOT NULL DEFAULT 0,
  initial_self_payment_resident numeric(5,4) NOT NULL DEFAULT 0,
  ceiling_tier3_fen bigint, ceiling_tier2_fen bigint, ceiling_tier1_fen bigint,   -- price ceiling or payment standard per unit; null: none
  restricted boolean NOT NULL DEFAULT false,
  negotiated boolean NOT NULL DEFAULT false,
  special_list boolean NOT NULL DEFAULT false,
  certainty text NOT NULL,                                         -- of class and prices: official | secondary | illustrative
  remark text,
  PRIMARY KEY (code, in_force)
);
COMMENT ON TABLE catalogue_item IS 'reference: drugs, services, consumables by code and date';

CREATE TABLE code_list (
  list text NOT NULL, value text NOT NULL, label text NOT NULL, parent text NOT NULL DEFAULT '', sort integer NOT NULL DEFAULT 0,
  editions text NOT NULL DEFAULT '',
  PRIMARY KEY (list, value)
);
COMMENT ON TABLE code_list IS 'reference: national code lists';

CREATE TABLE holiday (day date PRIMARY KEY, kind text NOT NULL CHECK (kind IN ('H', 'W')), name text NOT NULL);
COMMENT ON TABLE holiday IS 'reference: public holidays and make-up working days';

-- ── the register ────────────────────────────────────────────────────────────────────────────────────────────────────
-- Ciphertext and versioned keyed hashes; the person key never changes. No identity number or phone stands here in clear.
CREATE SEQUENCE person_seq AS bigint MINVALUE 1;
CREATE TABLE person (
  person bigint PRIMARY KEY,
  area text NOT NULL REFERENCES area,                              -- unit of enrolment; moves with it
  name text NOT NULL,
  sex text NOT NULL CHECK (sex IN ('1', '2', '9')),
  born date NOT NULL,
  ethnicity text NOT NULL DEFAULT '01',
  cert_type text NOT NULL,
  cert_cipher bytea NOT NULL,
  cert_hash bytea NOT NULL UNIQUE,                                 -- HMAC-SM3 of certificate type + normalised number
  birth_hash bytea NOT NULL,                                       -- of birth date + sex + area
  last4_hash bytea NOT NULL,
  phone_cipher bytea,
  key_version smallint NOT NULL,
  town text REFERENCES area, village text REFERENCES area,
  household bigint,
  version bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE person IS 'state person-keyed: the register';
CREATE INDEX ON person (birth_hash);
CREATE INDEX ON person (last4_hash);
CREATE INDEX ON person (area, name);
CREATE INDEX ON person (name, person);
CREATE INDEX ON person (household);
CREATE INDEX ON person (town);
CREATE INDEX ON person (village);

CREATE TABLE employer (
  employer bigint PRIMARY KEY,
  name text NOT NULL, uscc text, area text NOT NULL REFERENCES area, kind text NOT NULL, active_from date NOT NULL
);
COMMENT ON TABLE employer IS 'reference: employers';
CREATE INDEX ON employer (area);

CREATE SEQUENCE fact_seq AS bigint MINVALUE 1 CACHE 1;

-- One row says: from this day to that day the person is entitled under this scheme at this unit. A correction is a later row
-- (higher id) for the same person, scheme and benefit year; the latest known row of a year rules.
CREATE TABLE enrolment (
  person bigint NOT NULL REFERENCES person,
  enrolment bigint NOT NULL,
  scheme text NOT NULL CHECK (scheme IN ('employee', 'resident')),
  area text NOT NULL REFERENCES area,
  benefit_year integer NOT NULL,
  person_type text NOT NULL,                                       -- national list psn_type
  retired boolean NOT NULL,
  civil_servant boolean NOT NULL DEFAULT false,
  flexible boolean NOT NULL DEFAULT false,
  employer bigint REFERENCES employer,
  entitled_from date NOT NULL,
  entitled_to date NOT NULL,                                       -- before entitled_from: not entitled (suspended or withdrawn)
  reason text,
  continuous_years smallint NOT NULL DEFAULT 1,
  years_enrolled smallint NOT NULL DEFAULT 1,
  zero_claim_years smallint NOT NULL DEFAULT 0,
  in_force date NOT NULL, known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, enrolment)
);
COMMENT ON TABLE enrolment IS 'fact person-keyed: who is insured where, under which scheme, entitled when (A1–A4)';
CREATE INDEX ON enrolment (area, scheme, benefit_year);
CREATE INDEX ON enrolment (employer);

CREATE TABLE identity (
  person bigint NOT NULL REFERENCES person,
  identity bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL,                                              -- code word, e.g. minimum_living, extreme_poverty, disabled, special_care
  list_code text NOT NULL,                                         -- national list psn_idet_type
  in_force date NOT NULL, until date,                              -- until null: open
  confirmed_by text NOT NULL,                                      -- department that confirmed it (A5)
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, identity)
);
COMMENT ON TABLE identity IS 'fact person-keyed: special identities';
CREATE INDEX ON identity (area, kind);

CREATE TABLE filing (
  person bigint NOT NULL REFERENCES person,
  filing bigint NOT NULL,
  area text NOT NULL REFERENCES area,
  kind text NOT NULL CHECK (kind IN ('referral', 'long_term', 'emergency', 'temporary', 'chronic', 'special')),
  disease text,                                                    -- M code for chronic and special
  place_area text, provider text REFERENCES provider,
  in_force date NOT NULL, until date, withdraws bigint,
  known_at timestamptz NOT NULL DEFAULT now(), booked_on date NOT NULL,
  PRIMARY KEY (person, filing)
);
COMMENT ON TABLE filing IS 'fact person-keyed: filings (备案) for out-of-area care and outpatient diseases';
CREATE INDEX ON filing (area);
CREATE INDEX ON filing (provider);
