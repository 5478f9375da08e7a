// The interface's tables as data (catalogues/interface): which transactions, nodes and fields there are, and what codes mean.
import { readFileSync } from 'node:fs'
import path from 'node:path'
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
}

export interface FundPayType {
  readonly code: string
  readonly name: string
  readonly field: string
}

export interface InterfaceTables {
  /** Number → Chinese name. */
  readonly transactions: ReadonlyMap<string, string>
  readonly nodes: ReadonlyMap<string, readonly NodeSpec[]>
  readonly medicalTypes: ReadonlyMap<string, MedicalType>
  readonly schemes: ReadonlyMap<string, Scheme>
  readonly fundPayType: (scheme: Scheme, layer: string) => FundPayType
}

export type TableRow = Readonly<Record<string, string>>
type Row = TableRow

export function loadInterfaceTables(folder: string = INTERFACE_FOLDER): InterfaceTables {
  const rows = (name: string): Row[] => readTable(path.join(folder, name))
  const funds = new Map(rows('fund-pay-types.tsv').map((row) => [`${row['scheme']}/${row['layer']}`, fundOf(row)]))
  return {
    transactions: new Map(rows('transactions.tsv').map((row) => [of(row, 'infno'), of(row, 'label')])),
    nodes: nodesByTransaction(rows('nodes.tsv'), rows('fields.tsv')),
    medicalTypes: new Map(rows('med-types.tsv').map((row) => [of(row, 'med_type'), medicalTypeOf(row)])),
    schemes: new Map(rows('insutypes.tsv').map((row) => [of(row, 'insutype'), of(row, 'scheme') as Scheme])),
    fundPayType: (scheme, layer) => {
      const found = funds.get(`${scheme}/${layer}`) ?? funds.get(`${scheme}/*`)
      if (found === undefined) throw new Error(`fund-pay-types.tsv has no row for ${scheme}`)
      return found
    },
  }
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

function nodesByTransaction(nodes: readonly Row[], fields: readonly Row[]): Map<string, NodeSpec[]> {
  const byTransaction = new Map<string, NodeSpec[]>()
  for (const row of nodes) {
    const own = fields.filter((field) => field['infno'] === row['infno'] && field['node'] === row['node'])
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
  }
}

function fundOf(row: Row): FundPayType {
  return { code: of(row, 'fund_pay_type'), name: of(row, 'name'), field: of(row, 'field') }
}
