// Approved differences that a fund owes persons, and what liable parties had repaid for bills that were cancelled since, become payables;
// each once.

import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Desk } from '../http/route.js'
import { insertPayable, openDifferences, openRefunds, plainLine } from './payable-store.js'
import { lockSubject } from './take-step.js'

export async function collectDifferences(client: pg.PoolClient, { officer }: Desk, book: string, today: Day): Promise<{ collected: number } | Refusal> {
  await lockSubject(client, 'payables', book)
  const open = (await openDifferences(client, book)).filter(({ unit }) => officer.areas.includes(unit))
  for (const { person, decision, unit, month, fen } of open) {
    await insertPayable(client, {
      ...{ kind: 'difference', source: decision.toString(), book, payeeKind: 'person', payee: '', person: { person, unit } },
      ...{ title: `补付待遇差额 ${decision}`, month, bookedOn: today, officer: officer.officer },
      lines: [plainLine({ unit, period: month, part: 'pool', care: 'other', fen })],
    })
  }
  const refunds = (await openRefunds(client, book)).filter(({ unit }) => officer.areas.includes(unit))
  for (const { fact, payer, unit, month, fen } of refunds) {
    await insertPayable(client, {
      ...{ kind: 'refund', source: fact.toString(), book, payeeKind: 'payer', payee: payer },
      ...{ title: `退还${payer}：结算单已撤销`, month, bookedOn: today, officer: officer.officer },
      lines: [plainLine({ unit, period: month, part: 'liable', care: 'other', fen })],
    })
  }
  const collected = open.length + refunds.length
  return collected === 0 ? refused('nothing_open', '没有新的待付款项；审批同意的差额、应退还责任方的款项已全部归集。') : { collected }
}
