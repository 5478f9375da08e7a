// Fee lines as the queries 5204 and 5205 answer them: the line with its split, its names in the catalogue, and what was sent with it.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Queries } from '../fund/transaction.js'
import type { NewLine } from '../settlement/work.js'
import type { Message } from './message.js'
import { linesOutput } from './reply-lines.js'
import { scaledText, type Written } from './write-json.js'

type Fields = Readonly<Record<string, string>>

const LIST_TYPES: Readonly<Record<string, string>> = { western_drug: '101', patent_drug: '101', herb: '102', service: '201', consumable: '301', other: '105' }

/** Particulars of a line that come back as they were sent. */
const SENT = [
  'rx_drord_no',
  'sin_dos_dscr',
  'used_frqu_dscr',
  'medc_way_dscr',
  'prodname',
  'spec',
  'dosform_name',
  'bilg_dept_codg',
  'bilg_dept_name',
  'bilg_dr_codg',
  'bilg_dr_name',
  'acord_dept_codg',
  'acord_dept_name',
  'orders_dr_code',
  'orders_dr_name',
  'hosp_appr_flag',
  'tcmdrug_used_way',
  'prodplac_type',
  'etip_flag',
  'etip_hosp_code',
  'dscg_tkdrug_flag',
  'matn_fee_flag',
] as const

export function lineShown({ reference }: Message, line: NewLine, sent: Fields): Record<string, Written> {
  const item = reference.catalogue.item(line.code, line.feeDay)
  const [split] = linesOutput([line]) as Record<string, Written>[]
  return {
    ...split,
    ...Object.fromEntries(SENT.map((field) => [field, sent[field] ?? ''])),
    feedetl_sn: line.sn,
    fee_ocur_time: `${line.feeDay} 00:00:00`,
    cnt: { decimal: scaledText(line.quantity, 4) },
    pric: { decimal: scaledText(line.price, 6) },
    prd_days: { decimal: /^\d+(\.\d+)?$/.test(sent['prd_days'] ?? '') ? (sent['prd_days'] ?? '0') : '0' },
    hilist_code: line.code,
    hilist_name: item?.name ?? '',
    list_type: LIST_TYPES[item?.kind ?? 'other'] ?? '105',
    med_list_codg: line.code,
    medins_list_codg: line.ownCode,
    medins_list_name: sent['medins_list_name'] ?? item?.name ?? '',
    hosp_prep_flag: '0',
  }
}

interface Folded {
  readonly same?: Fields
  readonly lines?: readonly Fields[]
}

/** What was sent with each line, by its serial number. */
export async function sentWith(database: Queries, person: bigint, visit: bigint, months: readonly Day[]): Promise<ReadonlyMap<string, Fields>> {
  const { rows } = await database.query<{ sn: readonly string[]; attributes: Folded | null }>(
    'SELECT sn, attributes FROM fee_batch WHERE person = $1 AND visit = $2 AND month = ANY ($3::date[]) ORDER BY batch',
    [person, visit, months],
  )
  return new Map(rows.flatMap(({ sn, attributes }) => sn.map((one, index) => [one, { ...attributes?.same, ...attributes?.lines?.[index] }] as const)))
}
