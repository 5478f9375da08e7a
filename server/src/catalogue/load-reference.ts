// Loads the reference tables of a pooling area from `catalogues/`: places, providers, code lists, holidays, catalogue, books.
// Running it again changes only what differs.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import type { Pool } from '../database/connect.js'
import { openBooks } from '../fund/open-books.js'
import { loadPaymentTables } from '../payment/load-payment-tables.js'
import { loadAreas } from './load-areas.js'
import { loadEntries } from './load-entries.js'
import { loadItems } from './load-items.js'
import { loadProviders, type OutOfAreaProvider } from './load-providers.js'
import { readPool } from './pool-file.js'
import { cell, readTable } from './table.js'

export interface ReferenceOptions {
  readonly pool: string
  /** Provider codes to load; every provider of the pool when absent. */
  readonly providers?: readonly string[]
  readonly outOfAreaProviders?: readonly OutOfAreaProvider[]
}

export interface ReferenceCounts {
  readonly areas: number
  readonly providers: number
  readonly items: number
}

export async function loadReference(batch: Pool, options: ReferenceOptions): Promise<ReferenceCounts> {
  const pool = readPool(options.pool)
  const areas = await loadAreas(batch, pool)
  const providers = await loadProviders(batch, pool, options.providers, options.outOfAreaProviders ?? [])
  await loadCodeLists(batch)
  await loadHolidays(batch)
  const items = await loadItems(batch, pool)
  await loadEntries(batch)
  await openBooks(batch, { pool: pool.pool, openedOn: pool.books.opened_on, funds: pool.books.funds })
  await loadPaymentTables(batch)
  return { areas, providers, items }
}

/** By `list/value`: who writes it otherwise than the nation, and how. */
function writtenElsewhere(): ReadonlyMap<string, readonly object[]> {
  const names = new Map(readTable('interface/profiles/profiles.tsv').map((row) => [cell(row, 'profile'), cell(row, 'name')]))
  const codes = readTable('interface/profiles/codes.tsv').filter((row) => cell(row, 'direction') !== 'reply')
  const grouped = groupedBy(codes, (row) => `${cell(row, 'list')}/${cell(row, 'national')}`)
  return new Map([...grouped].map(([of, rows]) => [of, rows.map((row) => ({ by: names.get(cell(row, 'profile')) ?? '', value: cell(row, 'local') }))]))
}

/** By `list/value`: what an edition calls it. */
function labelsElsewhere(): ReadonlyMap<string, object> {
  const grouped = groupedBy(readTable('interface/code-labels.tsv'), (row) => `${cell(row, 'list')}/${cell(row, 'value')}`)
  return new Map([...grouped].map(([of, rows]) => [of, Object.fromEntries(rows.map((row) => [cell(row, 'edition'), cell(row, 'label')]))]))
}

async function loadCodeLists(batch: Pool): Promise<void> {
  const [labels, written] = [labelsElsewhere(), writtenElsewhere()]
  const lists = readTable('interface/code-lists.tsv')
  const diseases = readTable('diseases/outpatient-diseases.tsv')
  await batch.query(
    `INSERT INTO code_list (list, value, label, sort, editions, list_name, labels, written)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[])
     ON CONFLICT (list, value) DO UPDATE SET label = excluded.label, sort = excluded.sort, editions = excluded.editions, list_name = excluded.list_name,
       labels = excluded.labels, written = excluded.written
     WHERE (code_list.label, code_list.sort, code_list.editions, code_list.list_name, code_list.labels, code_list.written)
       IS DISTINCT FROM (excluded.label, excluded.sort, excluded.editions, excluded.list_name, excluded.labels, excluded.written)`,
    [
      [...lists.map((row) => cell(row, 'list')), ...diseases.map(() => 'opsp_dise_code')],
      [...lists.map((row) => cell(row, 'value')), ...diseases.map((row) => cell(row, 'code'))],
      [...lists.map((row) => cell(row, 'label')), ...diseases.map((row) => cell(row, 'name'))],
      [...lists.map((row) => cell(row, 'sort')), ...diseases.map((_, at) => String(at + 1))],
      [...lists.map((row) => cell(row, 'editions')), ...diseases.map(() => '')],
      [...lists.map((row) => cell(row, 'list_name')), ...diseases.map(() => '门诊慢特病病种')],
      [...lists.map((row) => JSON.stringify(labels.get(`${cell(row, 'list')}/${cell(row, 'value')}`) ?? {})), ...diseases.map(() => '{}')],
      [...lists.map((row) => JSON.stringify(written.get(`${cell(row, 'list')}/${cell(row, 'value')}`) ?? [])), ...diseases.map(() => '[]')],
    ],
  )
}

async function loadHolidays(batch: Pool): Promise<void> {
  const rows = readTable('calendar/holidays.tsv')
  await batch.query(
    `INSERT INTO holiday (day, kind, name) SELECT * FROM unnest($1::date[], $2::text[], $3::text[])
     ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, name = excluded.name
     WHERE (holiday.kind, holiday.name) IS DISTINCT FROM (excluded.kind, excluded.name)`,
    [rows.map((row) => cell(row, 'date')), rows.map((row) => cell(row, 'kind')), rows.map((row) => cell(row, 'name'))],
  )
}
