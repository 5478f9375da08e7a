-- The watch computes by itself: up to which day a run counts, and who has to answer a warning from its birth, as the threshold says (E13, I4).
ALTER TABLE indicator_run ADD COLUMN until date;
COMMENT ON COLUMN indicator_run.until IS 'last day that is counted while the month ran; null: the whole month';
ALTER TABLE risk_warning ADD COLUMN owner text;
COMMENT ON COLUMN risk_warning.owner IS 'who answers by the threshold in force; null: an officer names somebody';
