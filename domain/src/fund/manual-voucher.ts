// Whether a voucher written by hand may be prepared: only for what has no business fact of its own (the permitted kinds are data), or to
// correct a posted voucher in red or by a supplement. What a business fact booked with its duties is corrected by the business, so
// that books and business stay one (业务财务一体化). Sources: 财会〔2017〕28号; 会计基础工作规范 第五十一条 on corrections.
import { yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import { type Balances, balanceParts, type Entry } from './book.js'

export interface ManualKind {
  readonly purpose: string
  readonly name: string
  /** First-level accounts, or `2001/offsite` with its detail. */
  readonly debit: readonly string[]
  readonly credit: readonly string[]
}

const ARTICLE = { article: '财会〔2017〕28号' }

export function checkManual(kind: ManualKind, entries: readonly Entry[]): readonly Refusal[] {
  const wrong = entries.filter((entry) => !(entry.amount > 0n ? kind.debit : kind.credit).some((allowed) => fits(allowed, entry)))
  const faults = wrong.map(({ account, detail, amount }) =>
    refused(
      'not_of_this_kind',
      `“${kind.name}”不能${amount > 0n ? '借记' : '贷记'}科目 ${account}${detail === '' ? '' : `/${detail}`}；可以借记 ${kind.debit.join('、')}，贷记 ${kind.credit.join('、')}。`,
      ARTICLE,
    ),
  )
  return [...faults, ...whole(entries)]
}

function fits(allowed: string, { account, detail }: Entry): boolean {
  const [code, wanted] = allowed.split('/')
  return account === code && (wanted === undefined || wanted === detail)
}

function whole(entries: readonly Entry[]): readonly Refusal[] {
  const faults: Refusal[] = []
  if (entries.some(({ amount }) => amount === 0n)) faults.push(refused('amount_zero', '每一行都要写明借方或贷方金额。', ARTICLE))
  const sum = entries.reduce((total, { amount }) => total + amount, 0n)
  if (sum !== 0n) faults.push(refused('unbalanced', '借贷不平；请核对金额。', ARTICLE))
  return faults
}

/** The voucher to be corrected as it stands in the books. */
export interface PostedVoucher {
  readonly factKind: string
  readonly entries: readonly Entry[]
  /** Whether its fact also moved duties in the accrual memo. */
  readonly hasMemo: boolean
  /** Lines of red-letter vouchers that were posted or prepared against it. */
  readonly reversed: readonly Entry[]
}

const UNTOUCHABLE: Readonly<Record<string, string>> = {
  year_closed: '年终结转凭证不能更正；结账以后的差错记入开放期间。',
  opening_balance: '期初余额凭证不能更正；请另记凭证并附审计依据。',
}

/** `red_letter`: the same accounts the other way, at most what still stands; `supplement`: more on the same accounts and sides. */
export function checkCorrection(correction: 'red_letter' | 'supplement', posted: PostedVoucher, entries: readonly Entry[]): readonly Refusal[] {
  const untouchable = UNTOUCHABLE[posted.factKind]
  if (untouchable !== undefined) return [refused('not_correctable', untouchable, ARTICLE)]
  if (posted.hasMemo) {
    return [refused('corrected_by_business', '这张凭证随业务自动生成，还联动应收应付备查；请在业务里更正（退票、追回、退费、冲减），账随业务走。', ARTICLE)]
  }
  const sign = correction === 'supplement' ? 1n : -1n
  const strange = entries.filter((entry) => standing(posted.entries, entry) * entry.amount * sign <= 0n)
  if (strange.length > 0) {
    return [
      refused(
        'other_accounts',
        `更正只能用原凭证的科目、明细和核算单位，方向${correction === 'supplement' ? '相同' : '相反'}；改用别的科目请先红字冲销，再另制凭证。`,
        ARTICLE,
      ),
    ]
  }
  if (correction === 'red_letter') {
    const over = entries.find((entry) => size(standing([...posted.reversed, ...entries], entry)) > size(standing(posted.entries, entry)))
    if (over !== undefined) return [refused('already_reversed', `科目 ${over.account} 的冲销合计超过原凭证金额；请核对以前的红字凭证。`, ARTICLE)]
  }
  return whole(entries)
}

function standing(entries: readonly Entry[], { account, detail, unit }: Entry): bigint {
  return entries.filter((one) => one.account === account && one.detail === detail && one.unit === unit).reduce((sum, one) => sum + one.amount, 0n)
}

function size(fen: bigint): bigint {
  return fen < 0n ? -fen : fen
}

/** Red on the side where the entry stood: a red line is taken back in black, a black one in red. */
export function redsOf(posted: PostedVoucher, entries: readonly Entry[]): readonly boolean[] {
  return entries.map(
    (entry) => !posted.entries.some((one) => one.red === true && one.account === entry.account && one.detail === entry.detail && one.unit === entry.unit),
  )
}

const MONEY_OF_A_UNIT: ReadonlySet<string> = new Set(['1001', '1004', '1005'])

/** By hand nobody may take more out of a unit's cash, expenditure account or treasury than is in it. */
export function cashLacking(balances: Balances, entries: readonly Entry[]): readonly Refusal[] {
  return entries
    .filter(({ account, amount }) => amount < 0n && MONEY_OF_A_UNIT.has(account))
    .flatMap(({ account, unit }) => {
      const held = [...balances]
        .filter(([key]) => balanceParts(key).account === account && balanceParts(key).unit === unit)
        .reduce((sum, [, fen]) => sum + fen, 0n)
      const change = entries.filter((entry) => entry.account === account && entry.unit === unit).reduce((sum, { amount }) => sum + amount, 0n)
      return held + change < 0n
        ? [refused('insufficient_cash', `核算单位 ${unit} 的科目 ${account} 只有 ${yuanText(held)} 元，不够转出；请核对金额。`, ARTICLE)]
        : []
    })
}
