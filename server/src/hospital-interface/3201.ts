// 3201 对总账: an institution's sums of a period against ours, by scheme and clearing type; what differs is said figure by figure.
import { type Fen, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type BillsAsked, type Sums, sumsOf } from '../payment/bills-of-institution.js'
import { answerOf, insertReconciliation } from '../payment/reconciliation-store.js'
import { only, type Row } from './codec.js'
import { deskArea, periodFault, refundsOf } from './compare-period.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { schemeOf } from './person-of.js'
import { dividedCode } from './profile.js'
import { recordOnce } from './record-once.js'

export const compareTotals: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const asked = askedOf(message, counter, row)
  if (isRefusal(asked)) return asked
  if (!row.has('acct_pay') && !row.has('cash_payamt')) return refused('bad_input', '个人账户支付金额（acct_pay）不能为空')
  const theirs = {
    bills: Number(row.scaled('fixmedins_setl_cnt', 0)),
    total: row.fen('medfee_sumamt'),
    fund: row.fen('fund_pay_sumamt'),
    // One province’s clients give what was paid in cash instead of what the accounts paid.
    account: row.has('acct_pay') ? row.fen('acct_pay') : null,
    cash: row.has('acct_pay') ? null : row.fen('cash_payamt'),
  }
  const recorded = await recordOnce(counter, message, null, async (client, fact) => {
    const ours = await sumsOf(client, asked)
    const said = differing(theirs, ours)
    await insertReconciliation(client, {
      ...asked,
      reconciliation: fact,
      area: deskArea(message.reference, message.provider),
      kind: 'totals',
      clearingType: row.text('clr_type'),
      theirs,
      ours,
      equal: said === '',
      said: said === '' ? '对账平' : `${said}；请用3202对明细账`,
      differences: [],
      fileSent: null,
      fileAnswered: null,
      operator: message.operatorName,
      message: message.msgid,
      now: message.now,
    })
    return undefined
  })
  if (isRefusal(recorded)) return recorded
  const answered = await answerOf(counter.database, message.provider.code, recorded.fact)
  const { equal, said } = answered
  const result = equal ? '0' : dividedCode(message.profile, 'stmt_rslt', '1', whoHasMore(answered))
  const stmtinfo = { setl_optins: row.text('setl_optins'), stmt_rslt: result, stmt_rslt_dscr: said.slice(0, 200) }
  return reply({ stmtinfo }, recorded)
}

function askedOf(message: Message, counter: Counter, row: Row): BillsAsked | Refusal {
  const scheme = schemeOf(counter, row)
  if (isRefusal(scheme)) return scheme
  const fault = periodFault(row, message)
  if (fault !== undefined) return fault
  const medTypes = counter.tables.clearingTypes.get(row.text('clr_type'))
  if (medTypes === undefined) return refused('unknown_clr_type', `清算类别（clr_type）${row.text('clr_type').slice(0, 8)}不在本平台结算范围，请核对`)
  const [begins, ends] = [row.day('stmt_begndate'), row.day('stmt_enddate')]
  return { institution: message.provider.code, begins, ends, scheme, medTypes, refunds: refundsOf(row), place: 'all' }
}

/** One edition tells apart who has bills that the other lacks, and figures that differ. */
function whoHasMore({ theirs, ours }: { readonly theirs: number; readonly ours: number }): 'centre' | 'institution' | 'data' {
  if (theirs === ours) return 'data'
  return ours > theirs ? 'centre' : 'institution'
}

type Theirs = { readonly bills: number; readonly total: Fen; readonly fund: Fen; readonly account: Fen | null; readonly cash: Fen | null }

/** Empty where both sides are equal. */
function differing(theirs: Theirs, ours: Sums): string {
  const sums = (
    [
      ['医疗费总额', theirs.total, ours.total],
      ['基金支付', theirs.fund, ours.fund],
      ['个人账户支付', theirs.account, ours.account],
      ['现金支付', theirs.cash, ours.cash],
    ] as const
  ).flatMap(([name, there, here]) =>
    there === null || there === here ? [] : [`${name}贵方${yuanText(there)}元、中心${yuanText(here)}元，差${yuanText(there - here)}元`],
  )
  return [...(theirs.bills === ours.bills ? [] : [`结算笔数贵方${theirs.bills}、中心${ours.bills}（退费另计一笔）`]), ...sums].join('；')
}
