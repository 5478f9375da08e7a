-- A draft may be tried on a synthetic city too: people drawn from a seed instead of the bills of the register. Which city it was is
-- kept with the trial, so that it can be drawn again; its people stand nowhere else and have negative numbers.
ALTER TABLE trial DROP CONSTRAINT trial_population_check;
ALTER TABLE trial ADD CONSTRAINT trial_population_check CHECK (population IN ('settled', 'synthetic'));
ALTER TABLE trial ADD COLUMN people integer CHECK (people > 0),         -- of a synthetic city: how many were drawn,
  ADD COLUMN seed bigint,                                               -- from which seed,
  ADD COLUMN seen_from date,                                            -- and the day from which its year is seen
  ADD CONSTRAINT trial_synthetic_check CHECK (
    (population = 'synthetic') = (people IS NOT NULL) AND (people IS NULL) = (seed IS NULL) AND (people IS NULL) = (seen_from IS NULL));

ALTER TABLE trial_loser DROP CONSTRAINT trial_loser_person_fkey;
ALTER TABLE trial_loser ADD COLUMN registered bigint GENERATED ALWAYS AS (CASE WHEN person > 0 THEN person END) STORED REFERENCES person;
CREATE INDEX ON trial_loser (registered);
COMMENT ON COLUMN trial_loser.person IS 'of the register; below nothing: a person of the synthetic city that the trial drew';
