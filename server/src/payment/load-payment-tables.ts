// Brings the figures of payment and the forms of bank files up to catalogues/payment; may be repeated.
import { readTable } from '../catalogue/table.js'
import type { Pool } from '../database/connect.js'

interface Target {
  readonly file: string
  readonly table: string
  readonly key: readonly string[]
}

const TARGETS: readonly Target[] = [
  { file: 'prepayment-plans', table: 'prepayment_plan', key: ['plan', 'pool', 'fund', 'in_force'] },
  { file: 'alliances', table: 'medical_alliance', key: ['alliance'] },
  { file: 'payer-kinds', table: 'payer_kind', key: ['kind'] },
  { file: 'rules', table: 'payment_rule', key: ['pool', 'fund', 'name', 'in_force'] },
  { file: 'bank-templates', table: 'bank_template', key: ['template'] },
  { file: 'bank-fields', table: 'bank_template_field', key: ['template', 'file', 'record', 'ordinal'] },
  { file: 'request-chains', table: 'request_chain_step', key: ['chain', 'kind'] },
  { file: 'request-areas', table: 'request_chain_area', key: ['pool', 'unit', 'kind', 'in_force'] },
  { file: 'bank-results', table: 'bank_result_code', key: ['template', 'code'] },
]

export async function loadPaymentTables(batch: Pool): Promise<void> {
  for (const target of TARGETS) await load(batch, target)
}

async function load(batch: Pool, { file, table, key }: Target): Promise<void> {
  const rows = readTable(`payment/${file}.tsv`)
  const columns = Object.keys(rows[0] ?? {})
  const set = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`)
  await batch.query(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${table}, $1)
       ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${set.join(', ')}`,
    [JSON.stringify(rows)],
  )
}
