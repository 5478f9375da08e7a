// Loads the national divisions, towns and villages, and a pool's own units, which may carry a code no official list has.
import type { Pool } from '../database/connect.js'
import { type PoolFile, unitOfTown } from './pool-file.js'
import { cell, readTable } from './table.js'

interface Area {
  readonly code: string
  readonly name: string
  readonly level: number
  readonly parent: string | null
  readonly certainty: string
}

/** Number of areas known afterwards from these files. */
export async function loadAreas(batch: Pool, pool: PoolFile): Promise<number> {
  const areas = [...divisions(), ...ownUnits(pool), ...towns(pool), ...villages()]
  await batch.query(
    `INSERT INTO area (code, name, level, parent, certainty)
     SELECT * FROM unnest($1::text[], $2::text[], $3::smallint[], $4::text[], $5::text[])
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, level = excluded.level, parent = excluded.parent, certainty = excluded.certainty
     WHERE (area.name, area.level, area.parent, area.certainty) IS DISTINCT FROM (excluded.name, excluded.level, excluded.parent, excluded.certainty)`,
    [
      areas.map((area) => area.code),
      areas.map((area) => area.name),
      areas.map((area) => area.level),
      areas.map((area) => area.parent),
      areas.map((area) => area.certainty),
    ],
  )
  await loadUnits(batch, pool)
  return areas.length
}

/** Statistical zones are no administrative divisions, yet towns hang below them in the official list. */
function divisions(): Area[] {
  return readTable('areas/divisions.tsv').map((row) => ({
    code: cell(row, 'code'),
    name: cell(row, 'name'),
    level: Number(cell(row, 'level')),
    parent: cell(row, 'parent') === '' ? null : cell(row, 'parent'),
    certainty: 'official',
  }))
}

function ownUnits(pool: PoolFile): Area[] {
  return pool.units
    .filter((unit) => unit.code_certainty !== undefined)
    .map((unit) => ({ code: unit.code, name: unit.name, level: 3, parent: pool.pool, certainty: unit.code_certainty ?? 'official' }))
}

/** A town of a zone hangs below the zone, so that a unit's towns are its children. */
function towns(pool: PoolFile): Area[] {
  return readTable('areas/towns.tsv').map((row) => {
    const code = cell(row, 'code')
    return { code, name: cell(row, 'name'), level: 4, parent: unitOfTown(pool, code, cell(row, 'county')), certainty: 'official' }
  })
}

function villages(): Area[] {
  return readTable('areas/villages.tsv').map((row) => ({
    code: cell(row, 'code'),
    name: cell(row, 'name'),
    level: 5,
    parent: cell(row, 'town'),
    certainty: 'official',
  }))
}

/** What was changed at the desk stands: a unit that already has other periods in the pool is left as it is. */
async function loadUnits(batch: Pool, pool: PoolFile): Promise<void> {
  await batch.query(
    `INSERT INTO pooling_unit (pool, unit, in_force, kind, name)
     SELECT $1, u.unit, $2, u.kind, u.name FROM unnest($3::text[], $4::text[], $5::text[]) AS u(unit, kind, name)
      WHERE NOT EXISTS (SELECT 1 FROM pooling_unit p WHERE p.pool = $1 AND p.unit = u.unit AND p.change IS NOT NULL AND p.in_force <> $2::date)
     ON CONFLICT (pool, unit, in_force) DO UPDATE SET kind = excluded.kind, name = excluded.name
     WHERE (pooling_unit.kind, pooling_unit.name) IS DISTINCT FROM (excluded.kind, excluded.name)`,
    [pool.pool, pool.in_force, pool.units.map((unit) => unit.code), pool.units.map((unit) => unit.kind), pool.units.map((unit) => unit.name)],
  )
}
