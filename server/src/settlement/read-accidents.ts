// What the desk sees of a person's injuries: declarations with their findings and decisions, advance payments and what came back.
import { percentText, ratioOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { type Accident, accidentAnswer } from '@tongchou/domain/settlement/accident.js'
import type { Static } from 'typebox'
import { visiblePerson } from '../enrolment/visible-person.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { type AdvanceRow, advancesOf, type DeclarationRow, declarationsOf } from './accident-store.js'
import type { Accidents } from './exclusion-schema.js'
import { owedOf, recoveredOf } from './handle-accident.js'
import { wordOf } from './words.js'

type Answer = Static<typeof Accidents>

export const CAUSES = { no_other_party: '没有第三人责任', work_injury: '工伤', third_party: '第三人责任', undetermined: '第三人无法确定' }
export const GROUNDS = { does_not_pay: '责任方不支付', cannot_be_determined: '无法确定责任方' }

export async function readAccidents(desk: Desk, number: string): Promise<Answer | Refusal> {
  const seen = await desk.read(async (client) => {
    const row = await visiblePerson(client, desk.officer, number)
    if (isRefusal(row)) return row
    return { row, declarations: await declarationsOf(client, row.person), advances: await advancesOf(client, [row.person]) }
  })
  if (isRefusal(seen)) return seen
  await desk.audit('accident.seen', { person: seen.row.person, area: seen.row.area })
  return { declarations: seen.declarations.map(declarationJson), advances: seen.advances.map(advanceJson) }
}

function declarationJson(row: DeclarationRow): Answer['declarations'][number] {
  const { person: _person, declaration, visit, area: _area, findings, decisions, ...rest } = row
  const percents = findings.map(liablePercent)
  return {
    ...rest,
    declaration: String(declaration),
    mdtrt_id: visit === null ? null : String(visit),
    claimed_name: wordOf(CAUSES, row.claimed),
    standing: standingOf(row),
    findings: findings.map(({ liable_share: _share, ...one }, index) => ({
      ...one,
      found_name: wordOf(CAUSES, one.found),
      liable_percent: percents[index] ?? null,
    })),
    decisions: decisions.map((one) => ({ ...one, ground_name: one.ground === null ? '不予先行支付' : wordOf(GROUNDS, one.ground) })),
  }
}

/** What the third party answers for, where it is a part only. */
export function liablePercent({ liable_share }: DeclarationRow['findings'][number]): string | null {
  const share = liable_share === null ? undefined : ratioOf(liable_share)
  return share === undefined ? null : percentText(share)
}

/** A promise may stand for the finding under the rules of the day; here the declaration is told by its findings alone. */
export function standingOf({ claimed, promised, findings, decisions }: DeclarationRow): string {
  const last = findings.at(-1)
  const liableShare = last?.liable_share == null ? null : (ratioOf(last.liable_share) ?? null)
  const accident: Accident = { claimed, promised, found: last?.found ?? null, liableShare, advance: decisions.at(-1)?.ground ?? null }
  const answer = accidentAnswer(null, 'accident', accident)
  if (answer.kind === 'refused') return answer.sentence
  if (answer.kind === 'shared') return `第三人承担${percentText(answer.liableShare)}的费用，其余按普通费用结算；第三人不支付的，可以申请先行支付。`
  return answer.kind === 'advance' ? '已同意先行支付，可以结算；结算后向责任方追偿。' : '没有第三人责任，按普通费用结算。'
}

export function advanceJson(row: AdvanceRow): Answer['advances'][number] {
  const [owed, recovered] = [owedOf(row), recoveredOf(row)]
  return {
    settlement: String(row.settlement),
    provider_name: row.provider_name,
    settled_on: row.settled_on,
    total_fen: fenJson(row.total_fen),
    receivable_fen: fenJson(owed),
    recovered_fen: fenJson(recovered),
    left_fen: fenJson(owed - recovered),
    recoveries: row.recoveries.map(({ fact, payer, fen, received_on }) => ({ fact, payer, amount_fen: fenJson(BigInt(fen)), received_on })),
  }
}
