// Amounts of a settlement list against the settlement: what the person and each fund paid, and the charges by kind.
import type { Fen } from '@tongchou/domain/base/money.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { error, type Fault, fenIn, type ListCase, rowsOf, warning, yuan } from './list-fault.js'

export function moneyFaults(of: ListCase): Fault[] {
  return [...personalShare(of), ...fundFaults(of), ...chargeFaults(of)]
}

function personalShare(of: ListCase): Fault[] {
  const { head, fact } = of
  const parts = ['psn_selfpay', 'psn_ownpay'].every((field) => (head[field] ?? '') !== '')
  const total = fenIn(head, 'psn_selfpay') + fenIn(head, 'psn_ownpay')
  return [
    ...differs(of, 'acct_pay', '个人账户支出', fact.account),
    ...differs(of, 'psn_cashpay', '个人现金支付', fact.cash),
    ...(!parts || total === fact.account + fact.cash
      ? []
      : [error('psn_selfpay', `个人自付与个人自费合计${yuan(total)}，应等于个人账户支出与现金支付合计${yuan(fact.account + fact.cash)}`, head['psn_selfpay'])]),
    ...(!parts || ownPayFits(of)
      ? []
      : [warning('psn_ownpay', `个人自费${yuan(fenIn(head, 'psn_ownpay'))}，结算的全自费为${yuan(fact.outOfCatalogue)}，请核对`, head['psn_ownpay'])]),
  ]
}

/** Editions disagree whether what lies above a price ceiling counts as 自费. */
function ownPayFits({ head, fact }: ListCase): boolean {
  const own = fenIn(head, 'psn_ownpay')
  return own === fact.outOfCatalogue || own === fact.outOfCatalogue + fact.aboveStandard
}

function differs({ head }: ListCase, field: string, label: string, settled: Fen): Fault[] {
  const sent = head[field] ?? ''
  if (sent === '' || fenIn(head, field) === settled) return []
  return [error(field, `${label}（${field}）填写${yuan(fenIn(head, field))}，结算为${yuan(settled)}，请改为结算金额`, sent)]
}

function fundFaults(of: ListCase): Fault[] {
  const sent = new Map<string, Fen>()
  for (const row of rowsOf(of, 'payinfo')) {
    const type = row['fund_pay_type'] ?? ''
    sent.set(type, (sent.get(type) ?? 0n) + fenIn(row, 'fund_payamt'))
  }
  if (sent.size === 0) return of.fact.fund === 0n ? [] : [error('payinfo', `缺少基金支付信息（payinfo），结算基金支付${yuan(of.fact.fund)}`)]
  // Some senders list the account among the funds, as the settlement's reply does; it need not be there.
  const account = of.tables.fundPayType(of.fact.scheme, 'account').code
  return [...new Set([...sent.keys(), ...of.funds.keys()])].flatMap((type) => {
    const [theirs, ours] = [sent.get(type), type === account ? of.fact.account : (of.funds.get(type) ?? 0n)]
    if ((theirs ?? 0n) === ours) return []
    return [
      error(
        'fund_payamt',
        theirs === undefined ? `缺少基金支付类型${type}的${yuan(ours)}` : `基金支付类型${type}填写${yuan(theirs)}，结算为${yuan(ours)}，请改为结算金额`,
        theirs === undefined ? '' : type,
      ),
    ]
  })
}

function chargeFaults(of: ListCase): Fault[] {
  const rows = rowsOf(of, 'iteminfo')
  if (rows.length === 0) return [error('iteminfo', `缺少收费项目信息（iteminfo），结算总费用${yuan(of.fact.total)}`)]
  const total = sumOf(rows.map((row) => fenIn(row, 'amt')))
  const wrongTotal = total === of.fact.total ? [] : [error('amt', `收费项目金额合计${yuan(total)}，应等于结算总费用${yuan(of.fact.total)}`)]
  return [...wrongTotal, ...rowSums(of), ...kindFaults(of)]
}

function rowSums(of: ListCase): Fault[] {
  return rowsOf(of, 'iteminfo').flatMap((row, index) => {
    const parts = sumOf(['claa_sumfee', 'clab_amt', 'fulamt_ownpay_amt', 'oth_amt'].map((field) => fenIn(row, field)))
    const amount = fenIn(row, 'amt')
    return parts === amount ? [] : [error('amt', `iteminfo第${index + 1}条金额${yuan(amount)}不等于甲类、乙类、全自费、其他合计${yuan(parts)}`, row['amt'])]
  })
}

function kindFaults(of: ListCase): Fault[] {
  const { charges } = of
  if (charges === undefined) return []
  const sent = new Map<string, Fen>()
  for (const row of rowsOf(of, 'iteminfo')) {
    const kind = (row['med_chrgitm'] ?? '').padStart(2, '0')
    sent.set(kind, (sent.get(kind) ?? 0n) + fenIn(row, 'amt'))
  }
  return [...new Set([...sent.keys(), ...charges.keys()])].sort().flatMap((kind) => {
    const [theirs, ours] = [sent.get(kind) ?? 0n, charges.get(kind) ?? 0n]
    return theirs === ours ? [] : [error('med_chrgitm', `收费项目类别${kind}清单填写${yuan(theirs)}，费用明细为${yuan(ours)}，请核对分类`, kind)]
  })
}
