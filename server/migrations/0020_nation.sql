-- The nation as an area, so that its rules are inherited like those of a province or a city.
ALTER TABLE area DROP CONSTRAINT area_level_check;
ALTER TABLE area ADD CONSTRAINT area_level_check CHECK (level BETWEEN 0 AND 5);   -- 0 nation 1 province 2 city 3 county 4 town 5 village
INSERT INTO area (code, name, level, parent, certainty) VALUES ('000000', '全国', 0, NULL, 'official');
