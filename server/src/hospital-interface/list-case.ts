// What a settlement list is about: a settlement of this institution that counts, its person, and the amounts it is held against.
import type { Fen } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { countingBills } from '@tongchou/domain/settlement/open-lines.js'
import type { SettlementFact } from '../settlement/fact.js'
import { ownVisit } from '../settlement/visit-checks.js'
import type { Known, KnownVisit } from '../settlement/work.js'
import { look } from './carry-out.js'
import { only, type Row } from './codec.js'
import type { ListCase } from './list-fault.js'
import type { Counter, Message } from './message.js'
import { visitNamed } from './person-of.js'
import { storedLines } from './reply-lines.js'
import { fundAmounts } from './reply-settlement.js'

export interface ListAbout {
  readonly known: Known
  readonly visit: bigint
  readonly settlement: bigint
  readonly fact: SettlementFact
}

export async function listAbout(counter: Counter, message: Message, person: bigint, row: Row): Promise<ListAbout | Refusal> {
  const known = await look(counter, person, visitNamed(row))
  if (known === undefined) return refused('unknown_person', '人员编号（psn_no）不存在，请先用1101获取人员信息')
  const visit = ownVisit(known, message.provider.code)
  if (isRefusal(visit)) return visit
  const bill = billNamed(visit, row.text('setl_id'))
  return isRefusal(bill) ? bill : { known, visit: visit.visit, ...bill }
}

function billNamed(visit: KnownVisit, text: string): { readonly settlement: bigint; readonly fact: SettlementFact } | Refusal {
  const named = visit.settlements.find((one) => String(one.settlement) === text)
  if (named === undefined) return refused('unknown_settlement', `结算ID（setl_id）${text.slice(0, 20)}不是该就诊的结算，请核对`)
  const counts = countingBills(visit.settlements).some((one) => one.settlement === named.settlement)
  return counts ? named : refused('cancelled_already', `结算ID（setl_id）${text}已撤销或是撤销记录，请按有效的结算上传清单`)
}

export async function listCase(counter: Counter, message: Message, { known, visit, fact }: ListAbout): Promise<ListCase> {
  const rows = Object.entries(message.input).map(([node, sent]) => [node, sent.map((row) => row.fields)] as const)
  return {
    content: Object.fromEntries(rows),
    head: only(message.input, 'setlinfo').fields,
    fact,
    inpatient: known.visit?.kind === 'inpatient',
    institution: message.provider.code,
    pool: counter.pool,
    today: message.today,
    person: { name: known.person.name, sex: known.person.sex, born: known.person.born, certificate: counter.cipher.decrypt(known.person.certCipher) },
    funds: fundAmounts(counter, fact),
    charges: await chargesOf(counter, known.person.person, visit, fact),
    tables: counter.tables,
  }
}

async function chargesOf(counter: Counter, person: bigint, visit: bigint, fact: SettlementFact): Promise<Map<string, Fen> | undefined> {
  const charges = new Map<string, Fen>()
  for (const line of await storedLines(counter.database, person, visit, fact.months, fact.feeBatches)) {
    charges.set(line.chargeType, (charges.get(line.chargeType) ?? 0n) + line.amount)
  }
  const total = [...charges.values()].reduce((sum, amount) => sum + amount, 0n)
  return total === fact.total ? charges : undefined
}
