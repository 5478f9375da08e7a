-- Editions of the interface name and write some values of a code list otherwise than the nation does: what an edition calls the value
-- (by edition), and how a province writes it (a list of who and what).
ALTER TABLE code_list
  ADD COLUMN labels jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN written jsonb NOT NULL DEFAULT '[]';
