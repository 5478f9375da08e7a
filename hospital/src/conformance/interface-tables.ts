// What the printed editions say, as tables (catalogues/interface): which transactions there are, which fields a request must have,
// which fields a reply has and of what kind, and the code lists.

import path from 'node:path'
import { grouped } from '../grouped.js'
import { at, INTERFACE_FOLDER, type Row, readRows } from './read-rows.js'

export interface OutputField {
  readonly node: string
  readonly field: string
  readonly label: string
  /** `C(30)`, `N(16,2)`, `date`, `datetime`, or what else an edition prints. */
  readonly type: string
  readonly list: boolean
  readonly required: boolean
  /** h Hunan 2024, j Jiangxi 2021, k Hunan 2021. */
  readonly editions: string
}

export interface RequiredField {
  readonly node: string
  readonly field: string
  readonly label: string
}

/** A node of an input, with every field that an edition prints for it. */
export interface InputNode {
  readonly node: string
  readonly many: boolean
  readonly required: boolean
  readonly fields: readonly { readonly field: string; readonly type: string; readonly required: boolean }[]
}

export interface InterfaceTables {
  /** Number → Chinese name. */
  readonly transactions: ReadonlyMap<string, string>
  readonly outputs: ReadonlyMap<string, readonly OutputField[]>
  readonly required: ReadonlyMap<string, readonly RequiredField[]>
  readonly inputs: ReadonlyMap<string, readonly InputNode[]>
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>
}

export function readInterfaceTables(folder: string = INTERFACE_FOLDER): InterfaceTables {
  const rows = (name: string) => readRows(path.join(folder, name))
  const outputs = rows('outputs.tsv').map((row) => ({
    ...named(row),
    type: at(row, 'type'),
    list: row['list'] === 'L',
    required: row['required'] === 'Y',
    editions: at(row, 'editions'),
  }))
  const fields = rows('fields.tsv')
  const required = fields.filter((row) => row['required'] === 'Y')
  const codes = new Map<string, Set<string>>()
  for (const row of rows('code-lists.tsv')) codes.set(at(row, 'list'), (codes.get(at(row, 'list')) ?? new Set()).add(at(row, 'value')))
  return {
    transactions: new Map(rows('known-transactions.tsv').map((row) => [at(row, 'infno'), at(row, 'label')])),
    outputs: grouped(outputs, ({ infno }) => infno),
    required: grouped(required.map(named), ({ infno }) => infno),
    inputs: inputNodes(rows('nodes.tsv'), fields),
    codes,
  }
}

function inputNodes(nodes: readonly Row[], fields: readonly Row[]): Map<string, InputNode[]> {
  const byNode = grouped(fields, (row) => `${at(row, 'infno')}/${at(row, 'node')}`)
  const fieldsOf = (row: Row) =>
    (byNode.get(`${at(row, 'infno')}/${at(row, 'node')}`) ?? []).map((one) => ({
      field: at(one, 'field'),
      type: at(one, 'type'),
      required: one['required'] === 'Y',
    }))
  const read = (row: Row): InputNode => ({ node: at(row, 'node'), many: row['kind'] === 'many', required: row['required'] === 'Y', fields: fieldsOf(row) })
  return new Map([...grouped(nodes, (row) => at(row, 'infno'))].map(([infno, rows]) => [infno, rows.map(read)]))
}

function named(row: Row) {
  return { infno: at(row, 'infno'), node: at(row, 'node'), field: at(row, 'field'), label: at(row, 'label') }
}
