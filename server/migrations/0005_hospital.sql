-- What the hospital interface needs beside the hot tables: the institutions' keys, the main diagnosis of a visit, and the
-- guard by which a write of several rows fails whole when one of them has moved on.

-- Secrets of the gateway signature (_api_* headers); a later row of an access key replaces the earlier, an ended one is refused.
CREATE TABLE institution_key (
  institution text NOT NULL REFERENCES provider,
  access_key text NOT NULL,
  in_force date NOT NULL,
  until date,
  secret_cipher bytea NOT NULL,                                    -- encrypted with the installation's register key
  PRIMARY KEY (access_key, in_force)
);
COMMENT ON TABLE institution_key IS 'reference: gateway credentials of institutions, secrets encrypted';
CREATE INDEX ON institution_key (institution);
GRANT SELECT ON institution_key TO tongchou_settlement, tongchou_batch;
GRANT INSERT, UPDATE ON institution_key TO tongchou_batch;

ALTER TABLE visit_state ADD COLUMN diagnosis text;

-- Raises serialization_failure where a version guard did not match, so that nothing of the statement is kept.
CREATE FUNCTION unchanged(matched bigint, expected bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF matched <> expected THEN RAISE EXCEPTION 'a row moved on meanwhile' USING ERRCODE = 'serialization_failure'; END IF;
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION unchanged(bigint, bigint) TO tongchou_settlement, tongchou_batch;
