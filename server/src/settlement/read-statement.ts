// A bill explained from what is stored: header, split, deductible, layers with their articles, accounts, accumulators, lines, entries.
import { ageOn } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { type Explained, explain, storedArticles } from './explain.js'
import { counterSteps, linesJson, memoJson, rungJson } from './statement-parts.js'
import { documentsOf, layersOf, linesOf, memoOf, type SettlementHead, settlementHead } from './statement-rows.js'
import type { Statement } from './statement-schema.js'
import { BENEFITS, FILINGS, LEVELS, PLACES, SCHEMES, SETTLEMENT_TYPES, wordOf } from './words.js'

export const NO_SUCH_BILL = refused('not_in_register', '没有这张结算单，或者它不属于您的区域；请核对编号。')

export async function readStatement(psnNo: string, settlement: string, desk: Desk): Promise<Static<typeof Statement> | Refusal> {
  const person = personOf(desk.officer.pool, psnNo)
  if (person === undefined || !/^\d{1,18}$/.test(settlement)) return NO_SUCH_BILL
  const key = BigInt(settlement)
  return desk.read(async (client) => {
    const seen = await visiblePerson(client, desk.officer, psnNo)
    if (isRefusal(seen)) return seen
    const head = await settlementHead(client, person, key)
    if (head === undefined) return NO_SUCH_BILL
    await desk.audit('settlement.see', { person, area: head.area, detail: { settlement } })
    const layers = await layersOf(client, person, key)
    const lines = head.total_fen < 0n ? [] : await linesOf(client, person, key)
    const explained = await explain(client, head, layers, lines)
    return {
      ...headJson(psnNo, head),
      ...amountsJson(head, explained),
      layers: layers.map((layer, index) => rungJson(layer, explained.articles[index] ?? storedArticles(layer))),
      accumulators: counterSteps(head, explained.limits),
      why_not_more: [...explained.whyNotMore],
      lines: linesJson(lines),
      memo: memoJson(await memoOf(client, person, key)),
      rules: {
        hash: head.rule_hash,
        engine: head.engine,
        in_force: head.in_force,
        replay: explained.replay,
        documents: [...(await documentsOf(client, head.rule_hash))],
      },
    }
  })
}

export function standingOf(row: { cancels: bigint | null; cancelled_by: bigint | null; total_fen: bigint }): 'settled' | 'cancelled' | 'cancellation' {
  if (row.cancels !== null && row.total_fen <= 0n) return 'cancellation'
  return row.cancelled_by === null ? 'settled' : 'cancelled'
}

function headJson(psnNo: string, head: SettlementHead) {
  return {
    psn_no: psnNo,
    settlement: head.settlement.toString(),
    standing: standingOf(head),
    cancels: head.cancels === null ? null : head.cancels.toString(),
    cancelled_by: head.cancelled_by === null ? null : head.cancelled_by.toString(),
    person: { name: maskedName(head.name), sex: head.sex, age: ageOn(head.born, head.admitted), area: head.area, area_name: head.area_name },
    scheme: head.scheme,
    scheme_name: wordOf(SCHEMES, head.scheme),
    provider: { code: head.provider, name: head.provider_name, level_name: wordOf(LEVELS, head.level) },
    benefit: head.benefit,
    benefit_name: wordOf(BENEFITS, head.benefit),
    med_type: head.med_type,
    med_type_name: head.med_type_name ?? head.med_type,
    place_name: wordOf(PLACES, head.place),
    filing_name: wordOf(FILINGS, head.filing),
    ...circumstances(head),
  }
}

function circumstances(head: SettlementHead) {
  return {
    diagnosis: head.diagnosis,
    disease: head.disease,
    admitted: head.admitted,
    discharged: head.discharged,
    settled_on: head.settled_on,
    settled_at: head.settled_at,
    booked_on: head.booked_on,
    benefit_year: head.benefit_year,
    admission_number: head.admission_number,
    settlement_type: head.settlement_type,
    settlement_type_name: wordOf(SETTLEMENT_TYPES, head.settlement_type),
  }
}

function amountsJson(head: SettlementHead, explained: Explained) {
  return {
    split: {
      total_fen: fenJson(head.total_fen),
      in_scope_fen: fenJson(head.in_scope_fen),
      item_pre_self_pay_fen: fenJson(head.item_pre_self_pay_fen),
      offsite_pre_self_pay_fen: fenJson(head.offsite_pre_self_pay_fen),
      above_standard_fen: fenJson(head.above_standard_fen),
      out_of_catalogue_fen: fenJson(head.out_of_catalogue_fen),
    },
    deductible: {
      due_fen: fenJson(head.deductible_due_fen),
      charged_fen: fenJson(head.deductible_fen),
      rule: explained.deductible?.rule ?? null,
      articles: [...(explained.deductible?.articles ?? [])],
    },
    fund_fen: fenJson(head.fund_fen),
    hospital_fen: fenJson(head.hospital_fen),
    account: {
      paid_fen: fenJson(head.account_fen),
      own_fen: fenJson(head.account_fen - head.family_account_fen),
      family_fen: fenJson(head.family_account_fen),
      balance_fen: fenJson(head.account_balance_fen),
    },
    cash_fen: fenJson(head.cash_fen),
  }
}
