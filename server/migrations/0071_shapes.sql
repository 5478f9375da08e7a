-- What two rule shapes ask of the facts: the share of the cost that a third party answers for, and who referred a person to whom.
ALTER TABLE accident_finding ADD COLUMN liable_share numeric(5,4)
  CHECK (liable_share IS NULL OR (liable_share > 0 AND liable_share < 1 AND found = 'third_party'));
COMMENT ON COLUMN accident_finding.liable_share IS 'share of the cost that the third party answers for; null: all of it, or no third party';

ALTER TABLE filing ADD COLUMN referred_by text REFERENCES provider;
COMMENT ON COLUMN filing.referred_by IS 'institution that referred the person to `provider`; null: no referral, or by an institution that is not registered here';
CREATE INDEX ON filing (referred_by);
