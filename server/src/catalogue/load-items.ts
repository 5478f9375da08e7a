// Stores the catalogue in one statement of column arrays; a row that did not change is left alone.
import type { Pool } from '../database/connect.js'
import type { CatalogueRow } from './catalogue-row.js'
import type { PoolFile } from './pool-file.js'
import { readItems } from './read-items.js'

/** The edition 2024 of the national drug list is in force from this day; the other tables are loaded beside it. */
const IN_FORCE = '2025-01-01'

const SQL = `
  INSERT INTO catalogue_item AS now (code, in_force, edition, kind, name, class, charge_type, unit, initial_self_payment_employee, initial_self_payment_resident,
    ceiling_tier3_fen, ceiling_tier2_fen, ceiling_tier1_fen, restricted, negotiated, certainty, remark)
  SELECT i.code, $1::date, i.edition, i.kind, i.name, i.class, i.charge_type, i.unit, i.employee, i.resident, i.tier3, i.tier2, i.tier1,
    i.restricted, i.negotiated, i.certainty, nullif(i.remark, '')
  FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::numeric[], $10::numeric[],
    $11::bigint[], $12::bigint[], $13::bigint[], $14::boolean[], $15::boolean[], $16::text[], $17::text[])
    AS i(code, edition, kind, name, class, charge_type, unit, employee, resident, tier3, tier2, tier1, restricted, negotiated, certainty, remark)
  ON CONFLICT (code, in_force, version) DO UPDATE SET edition = excluded.edition, kind = excluded.kind, name = excluded.name, class = excluded.class,
    charge_type = excluded.charge_type, unit = excluded.unit, initial_self_payment_employee = excluded.initial_self_payment_employee,
    initial_self_payment_resident = excluded.initial_self_payment_resident, ceiling_tier3_fen = excluded.ceiling_tier3_fen,
    ceiling_tier2_fen = excluded.ceiling_tier2_fen, ceiling_tier1_fen = excluded.ceiling_tier1_fen, restricted = excluded.restricted,
    negotiated = excluded.negotiated, certainty = excluded.certainty, remark = excluded.remark
  WHERE (now.edition, now.kind, now.name, now.class, now.charge_type, now.unit, now.initial_self_payment_employee, now.initial_self_payment_resident,
      now.ceiling_tier3_fen, now.ceiling_tier2_fen, now.ceiling_tier1_fen, now.restricted, now.negotiated, now.certainty, now.remark)
    IS DISTINCT FROM (excluded.edition, excluded.kind, excluded.name, excluded.class, excluded.charge_type, excluded.unit,
      excluded.initial_self_payment_employee, excluded.initial_self_payment_resident, excluded.ceiling_tier3_fen, excluded.ceiling_tier2_fen,
      excluded.ceiling_tier1_fen, excluded.restricted, excluded.negotiated, excluded.certainty, excluded.remark)`

/** Number of items in the files. */
export async function loadItems(batch: Pool, pool: PoolFile): Promise<number> {
  const items = readItems(pool)
  await batch.query(SQL, [IN_FORCE, ...COLUMNS.map((value) => items.map(value))])
  return items.length
}

const COLUMNS: readonly ((item: CatalogueRow) => unknown)[] = [
  (item) => item.code,
  (item) => item.edition,
  (item) => item.kind,
  (item) => item.name,
  (item) => item.class,
  (item) => item.chargeType,
  (item) => item.unit,
  (item) => item.initialSelfPayment.employee,
  (item) => item.initialSelfPayment.resident,
  (item) => item.ceilings[0],
  (item) => item.ceilings[1],
  (item) => item.ceilings[2],
  (item) => item.restricted,
  (item) => item.negotiated,
  (item) => item.certainty,
  (item) => item.remark,
]
