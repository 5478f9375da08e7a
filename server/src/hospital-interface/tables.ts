// The interface's tables as data (catalogues/interface): which transactions, nodes and fields there are, and what codes mean.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { BenefitKind } from '@tongchou/domain/policy/benefit-policy.js'
import type { VisitKind } from '@tongchou/domain/settlement/visit.js'

export const INTERFACE_FOLDER = path.resolve(import.meta.dirname, '../../../catalogues/interface')

export interface FieldSpec {
  readonly field: string
  readonly label: string
  readonly kind: 'text' | 'number' | 'date' | 'datetime'
  readonly size: number
  readonly places: number
  readonly required: boolean
}

export interface NodeSpec {
  readonly node: string
  readonly many: boolean
  readonly required: boolean
  readonly variants: readonly string[]
  readonly fields: readonly FieldSpec[]
}

export interface MedicalType {
  readonly medType: string
  readonly label: string
  readonly visit: VisitKind
  readonly benefit: BenefitKind
  readonly delivery: string | undefined
  readonly clearingType: string
  /** Payment method where none was agreed with the institution (national list clr_way). */
  readonly clearingWay: string
  /** Kind of the filing without which nothing is settled under it. */
  readonly filing: string | undefined
}

export interface FilingKind {
  readonly kind: string
  readonly label: string
  readonly decidedBy: 'office' | 'institution'
}

export interface FundPayType {
  readonly code: string
  readonly name: string
  readonly field: string
}

export interface InterfaceTables {
  /** Number → Chinese name. */
  readonly transactions: ReadonlyMap<string, string>
  /** The same of every transaction that an edition prints, offered here or not. */
  readonly known: ReadonlyMap<string, string>
  readonly nodes: ReadonlyMap<string, readonly NodeSpec[]>
  readonly medicalTypes: ReadonlyMap<string, MedicalType>
  readonly schemes: ReadonlyMap<string, Scheme>
  /** Medical types by the clearing type they are cleared under. */
  readonly clearingTypes: ReadonlyMap<string, readonly string[]>
  /** By transaction and business, e.g. `2505/03`; `*` where a transaction files one thing only. */
  readonly filingKinds: ReadonlyMap<string, FilingKind>
  readonly fundPayType: (scheme: Scheme, layer: string) => FundPayType
  /** Whether any edition prints the value in its list. */
  readonly hasCode: (list: string, value: string) => boolean
  readonly recordKinds: ReadonlyMap<string, RecordKind>
  /** 累计类别 by the year's counter. */
  readonly cumulativeTypes: ReadonlyMap<string, CumulativeType>
  /** The fields of a transaction whose values are of a code list. */
  readonly listFields: (infno: string) => readonly ListField[]
}

/** A kind of medical record by the transaction that hands it in. */
export interface RecordKind {
  readonly infno: string
  readonly label: string
  /** The node that names visit and person. */
  readonly node: string
  /** Fields that may hold the number of the document. */
  readonly document: readonly string[]
  /** Fields that may say when it was, of that node or `node.field` of another. */
  readonly time: readonly string[]
  /** The transaction that asks for such records; empty for none. */
  readonly query: string
}

export interface CumulativeType {
  readonly code: string
  readonly label: string
  readonly unit: 'fen' | 'count'
}

export interface ListField {
  readonly node: string
  readonly field: string
  readonly label: string
  readonly list: string
}

export type TableRow = Readonly<Record<string, string>>
type Row = TableRow

let loaded: InterfaceTables | undefined

/** Read once in a process: many routes ask for them, and they change with the program only. */
export function loadInterfaceTables(): InterfaceTables {
  loaded ??= readInterfaceTables()
  return loaded
}

function readInterfaceTables(): InterfaceTables {
  const rows = (name: string): Row[] => readTable(path.join(INTERFACE_FOLDER, name))
  const fields = groupedBy(rows('fields.tsv'), nodeOf)
  const listed = rows('list-fields.tsv').map((row) => ({ infno: of(row, 'infno'), ...listFieldOf(row, fields) }))
  const codes = new Set(rows('code-lists.tsv').map((row) => `${of(row, 'list')}/${of(row, 'value')}`))
  const funds = new Map(rows('fund-pay-types.tsv').map((row) => [`${row['scheme']}/${row['layer']}`, fundOf(row)]))
  return {
    transactions: new Map(rows('transactions.tsv').map((row) => [of(row, 'infno'), of(row, 'label')])),
    known: new Map(rows('known-transactions.tsv').map((row) => [of(row, 'infno'), of(row, 'label')])),
    nodes: nodesByTransaction(rows('nodes.tsv'), fields),
    medicalTypes: new Map(rows('med-types.tsv').map((row) => [of(row, 'med_type'), medicalTypeOf(row)])),
    schemes: new Map(rows('insutypes.tsv').map((row) => [of(row, 'insutype'), of(row, 'scheme') as Scheme])),
    clearingTypes: byClearingType(rows('med-types.tsv')),
    filingKinds: new Map(rows('filing-kinds.tsv').map((row) => [`${of(row, 'infno')}/${of(row, 'business')}`, filingKindOf(row)])),
    fundPayType: (scheme, layer) => {
      const found = funds.get(`${scheme}/${layer}`) ?? funds.get(`${scheme}/*`)
      if (found === undefined) throw new Error(`fund-pay-types.tsv has no row for ${scheme}`)
      return found
    },
    hasCode: (list, value) => codes.has(`${list}/${value}`),
    recordKinds: new Map(rows('record-kinds.tsv').map((row) => [of(row, 'infno'), recordKindOf(row)])),
    cumulativeTypes: new Map(rows('cumulative-types.tsv').map((row) => [of(row, 'counter'), cumulativeTypeOf(row)])),
    listFields: (infno) => listed.filter((one) => one.infno === infno),
  }
}

function recordKindOf(row: Row): RecordKind {
  const several = (column: string): string[] => of(row, column).split(',').filter(Boolean)
  return {
    infno: of(row, 'infno'),
    label: of(row, 'label'),
    node: of(row, 'node'),
    document: several('document'),
    time: several('time'),
    query: of(row, 'query'),
  }
}

function cumulativeTypeOf(row: Row): CumulativeType {
  return { code: of(row, 'cum_type_code'), label: of(row, 'label'), unit: of(row, 'unit') === 'count' ? 'count' : 'fen' }
}

type Fields = ReadonlyMap<string, readonly Row[]>

/** The node that a row is of. */
const nodeOf = (row: Row): string => `${row['infno']}/${row['node']}`

function listFieldOf(row: Row, fields: Fields): ListField {
  const [node, field] = [of(row, 'node'), of(row, 'field')]
  const printed = fields.get(nodeOf(row))?.find((one) => one['field'] === field)
  return { node, field, label: printed?.['label'] ?? field, list: of(row, 'list') }
}

export function readTable(file: string): Row[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const names = header.split('\t')
  return lines.map((line) => {
    const cells = line.split('\t')
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}

function of(row: Row, column: string): string {
  return row[column] ?? ''
}

function nodesByTransaction(nodes: readonly Row[], fields: Fields): Map<string, NodeSpec[]> {
  const byTransaction = new Map<string, NodeSpec[]>()
  for (const row of nodes) {
    const own = fields.get(nodeOf(row)) ?? []
    const spec: NodeSpec = {
      node: of(row, 'node'),
      many: row['kind'] === 'many',
      required: row['required'] === 'Y',
      variants: of(row, 'variants').split(',').filter(Boolean),
      fields: own.map(fieldOf),
    }
    byTransaction.set(of(row, 'infno'), [...(byTransaction.get(of(row, 'infno')) ?? []), spec])
  }
  return byTransaction
}

const KINDS: Readonly<Record<string, FieldSpec['kind']>> = { C: 'text', N: 'number', date: 'date', datetime: 'datetime' }

function fieldOf(row: Row): FieldSpec {
  const match = /^(\w+)(?:\((\d+)(?:,(\d+))?\))?$/.exec(of(row, 'type'))
  return {
    field: of(row, 'field'),
    label: of(row, 'label'),
    kind: KINDS[match?.[1] ?? ''] ?? 'text',
    size: Number(match?.[2] ?? 4000),
    places: Number(match?.[3] ?? 0),
    required: row['required'] === 'Y',
  }
}

function medicalTypeOf(row: Row): MedicalType {
  return {
    medType: of(row, 'med_type'),
    label: of(row, 'label'),
    visit: of(row, 'visit') as VisitKind,
    benefit: of(row, 'benefit') as BenefitKind,
    delivery: of(row, 'delivery') || undefined,
    clearingType: of(row, 'clr_type'),
    clearingWay: of(row, 'clr_way'),
    filing: of(row, 'filing') || undefined,
  }
}

function byClearingType(rows: readonly Row[]): Map<string, string[]> {
  const types = new Map<string, string[]>()
  for (const row of rows) types.set(of(row, 'clr_type'), [...(types.get(of(row, 'clr_type')) ?? []), of(row, 'med_type')])
  return types
}

function filingKindOf(row: Row): FilingKind {
  return { kind: of(row, 'kind'), label: of(row, 'label'), decidedBy: of(row, 'decided_by') === 'institution' ? 'institution' : 'office' }
}

function fundOf(row: Row): FundPayType {
  return { code: of(row, 'fund_pay_type'), name: of(row, 'name'), field: of(row, 'field') }
}
