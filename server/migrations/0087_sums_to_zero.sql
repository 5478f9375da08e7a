-- The check that a journal's amounts sum to zero runs for each entry that is written. As a query over the array it cost 25 µs a row, as a
-- loop it costs 5; what it accepts is the same, and a sum beyond bigint is an error rather than an entry.
CREATE OR REPLACE FUNCTION sums_to_zero(amounts bigint[]) RETURNS boolean LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  total bigint := 0;
  amount bigint;
BEGIN
  FOREACH amount IN ARRAY amounts LOOP
    total := total + coalesce(amount, 0);
  END LOOP;
  RETURN total = 0;
END $$;
