-- The lines of a budget between levels (上解、补助) are derived from the adjustment fund's plan: what was derived and how stands beside what
-- was planned, and whoever plans another amount says why.
ALTER TABLE budget_form_line
  ADD COLUMN derived_fen bigint CHECK (derived_fen >= 0),
  ADD COLUMN reckoning text NOT NULL DEFAULT '',
  ADD CHECK (derived_fen IS NULL OR derived_fen = amount_fen OR length(btrim(note)) >= 4);
