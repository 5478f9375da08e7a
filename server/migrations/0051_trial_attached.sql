-- A trial that is attached to a draft is one that was carried out.
ALTER TABLE policy_draft_step ADD FOREIGN KEY (trial) REFERENCES trial;
CREATE INDEX ON policy_draft_step (trial);
