// What a played bill came to, read from the reply and from the facts that were stored, in the words of a worked case.
import { type Fen, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { receivableOf } from '@tongchou/domain/settlement/advance.js'
import type { Settled } from '@tongchou/domain/settlement/outcome.js'
import { loadInterfaceTables } from '../hospital-interface/tables.js'
import type { SettlementFact } from '../settlement/fact.js'
import type { CashierReply } from './cashier.js'
import { amountIn, fenOf } from './scenario-messages.js'

const TABLES = loadInterfaceTables()

/** The statement that stands in the database. What the facts do not keep as such (sentences, reasons) stays empty. */
export function statementOf(fact: SettlementFact): Settled {
  const { total, inScope, itemPreSelfPay, offsitePreSelfPay, aboveStandard, outOfCatalogue } = fact
  const { current, history } = fact.movement ?? { current: 0n, history: 0n }
  return {
    kind: 'settled',
    inForce: fact.inForce,
    benefitYear: fact.benefitYear,
    admissionNumber: fact.admissionNumber,
    settlementType: fact.settlementType,
    split: { total, inScope, itemPreSelfPay, offsitePreSelfPay, aboveStandard, outOfCatalogue },
    deductible: { due: fact.deductibleDue, charged: fact.deductible, rule: '', from: [] },
    layers: fact.layers.map(({ bound, ...layer }) => ({ ...layer, from: [], ...(bound === null ? {} : { bound }) })),
    account: { paid: fact.account, bySource: { current: -current, history: -history, family: [] } },
    cash: fact.cash,
    // Against whom is told by the decision, not by the settlement's own row.
    ...(fact.settlementType === 'advance' ? { receivable: { from: 'third_party', fen: receivableOf(fact.layers) } as const } : {}),
    stay: null,
    contributions: fact.counters,
    whyNotMore: [],
  }
}

/** Fields of the reply that say something else than the fact, one line each. `sign` −1 for the reply to a cancellation. */
export function unlikeFact(reply: CashierReply, fact: SettlementFact, sign: 1n | -1n = 1n): readonly string[] {
  const detail = (reply.output['setldetail'] as readonly Record<string, unknown>[]).map((row) => fenOf(row['fund_payamt']))
  return [...fieldsOf(fact), ['setldetail', fact.fund + fact.hospital + fact.account] as const].flatMap(([field, stored]) => {
    const told = field === 'setldetail' ? sumOf(detail) : amountIn(reply, field)
    return told === sign * stored ? [] : [`回复的${field}为${yuanText(told)}，存下的是${yuanText(sign * stored)}`]
  })
}

function fieldsOf(fact: SettlementFact): readonly (readonly [string, Fen])[] {
  const layers = new Map<string, Fen>(PAYERS.map((field) => [field, 0n]))
  for (const { layer, payer, paid } of fact.layers) {
    const { field } = TABLES.fundPayType(fact.scheme, payer === 'hospital' ? 'hospital' : layer)
    layers.set(field, (layers.get(field) ?? 0n) + paid)
  }
  return [
    ['medfee_sumamt', fact.total],
    ['inscp_scp_amt', fact.inScope],
    ['preselfpay_amt', fact.itemPreSelfPay + fact.offsitePreSelfPay],
    ['overlmt_selfpay', fact.aboveStandard],
    ['fulamt_ownpay_amt', fact.outOfCatalogue],
    ['act_pay_dedc', fact.deductible],
    ['fund_pay_sumamt', fact.fund],
    ['psn_part_amt', fact.account + fact.cash],
    ['acct_pay', fact.account],
    ['psn_cash_pay', fact.cash],
    ['balc', fact.accountBalance],
    ...layers,
  ]
}

const PAYERS = ['hifp_pay', 'cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'hifdm_pay', 'oth_pay', 'hosp_part_amt']

/**
 * The interface tells a refusal by its sentence alone: the codes of the worked cases, each with what its sentence says. An
 * undecided bill's sentence names the document; the path of the figure is compared where the case runs against the domain.
 */
const SENTENCES: Readonly<Record<string, RegExp>> = {
  other_party_liable: /应由.+负担，基本医疗保险基金不予支付/,
  no_version_in_force: /没有生效的待遇政策/,
  kind_not_covered: /不在本统筹地区该险种的待遇范围内|现行政策里没有这类就医/,
  already_reversed: /该结算已撤销，不能重复撤销/,
  line_too_early: /早于入院前\d+天，不能并入本次结算/,
  lines_do_not_sum: /与总费用.+不一致|总费用.+小于零/,
  later_bills_first: /先按时间从后往前撤销/,
}
const UNDECIDED = /^现行政策未作规定，(?:暂不能结算|不能试算)：/

/** The difference between what a case expects to be refused or undecided and the sentence that came; none where they agree. */
export function unlikeRefusal(sentence: string, words: Readonly<Record<string, string>>): readonly string[] {
  const { refused, undecided } = words
  if (undecided !== undefined && UNDECIDED.test(sentence)) return []
  if (refused !== undefined && (SENTENCES[refused]?.test(sentence) ?? false)) return []
  const expected = refused === undefined ? (undecided === undefined ? '结算' : `未定（${undecided}）`) : `拒付（${refused}）`
  return [`应为${expected}，得“${sentence}”`]
}
