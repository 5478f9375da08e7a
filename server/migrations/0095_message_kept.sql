-- What a message of a settlement says beside what the fact holds (an invoice, an order, the trace codes of the goods, a province's own
-- fields) is kept with the message. What names a person stays out.
ALTER TABLE message ADD COLUMN kept jsonb;
COMMENT ON COLUMN message.kept IS 'fields of a settling message that no fact has a column for, and nodes beside its own; null where there were none';
