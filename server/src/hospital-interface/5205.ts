// 5205 人员慢特病用药记录查询: drugs of the person's settled outpatient care for chronic and special diseases at the institution that asks.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { askedPerson, periodAsked } from './asked-visit.js'
import { only } from './codec.js'
import { lineShown, sentWith } from './line-rows.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { storedLines } from './reply-lines.js'
import type { Written } from './write-json.js'

const CHRONIC = ['chronic_outpatient', 'special_outpatient', 'two_diseases_outpatient']
const DRUGS: ReadonlySet<string> = new Set(['western_drug', 'patent_drug', 'herb'])

export const findMedication: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const known = await askedPerson(counter, row)
  const period = periodAsked(row)
  if (isRefusal(known)) return known
  if (isRefusal(period)) return period
  const rows: Written[] = []
  for (const bill of await chronicBills(counter, message, known.person.person, period))
    rows.push(...(await drugsOf(message, counter, known.person.person, bill, row.text('psn_no'))))
  return reply({ feedetail: rows })
}

interface ChronicBill {
  readonly visit: bigint
  readonly med_type: string
  readonly months: readonly Day[]
  readonly fee_batches: readonly bigint[]
}

async function chronicBills(counter: Counter, { provider }: Message, person: bigint, { from, to }: { from: string; to: string }): Promise<ChronicBill[]> {
  const { rows } = await counter.database.query<ChronicBill>(
    `SELECT t.visit, t.med_type, t.months, t.fee_batches FROM settlement t
      WHERE t.person = $1 AND t.provider = $2 AND t.benefit = ANY ($3::text[]) AND t.settled_at BETWEEN $4::timestamptz AND $5::timestamptz AND t.cancels IS NULL
        AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = t.person AND c.cancels = t.settlement) ORDER BY t.settlement`,
    [person, provider.code, CHRONIC, from, to],
  )
  return rows
}

async function drugsOf(message: Message, counter: Counter, person: bigint, bill: ChronicBill, psnNo: string): Promise<Written[]> {
  const sent = await sentWith(counter.database, person, bill.visit, bill.months)
  const lines = await storedLines(counter.database, person, bill.visit, bill.months, bill.fee_batches)
  return lines
    .filter((line) => DRUGS.has(message.reference.catalogue.item(line.code, line.feeDay)?.kind ?? ''))
    .map((line) => ({
      ...lineShown(message, line, sent.get(line.sn) ?? {}),
      fixmedins_code: message.provider.code,
      fixmedins_name: message.provider.name,
      psn_no: psnNo,
      med_type: bill.med_type,
    }))
}
