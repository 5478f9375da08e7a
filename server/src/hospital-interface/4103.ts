// 4103 医疗保障基金结算清单信息查询: the version of the list that stands, under the names that the query has for the same fields.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import type { SettlementFact } from '../settlement/fact.js'
import { look } from './carry-out.js'
import { only } from './codec.js'
import { contentOfList, type StoredList, standingList } from './list-store.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { personNamed } from './person-of.js'
import { fundAmounts, insutypeOf } from './reply-settlement.js'
import { type Content, openSealed } from './seal-fields.js'
import type { Written } from './write-json.js'

type Fields = Readonly<Record<string, string>>

export const findList: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  const text = row.text('setl_id')
  const list = /^\d{1,18}$/.test(text) ? await standingList(counter.database, message.provider.code, BigInt(text)) : undefined
  if (list === undefined || list.person !== person) return refused('unknown_list', `结算ID（setl_id）${text.slice(0, 20)}没有该人员的结算清单，请先用4101上传`)
  const content = openSealed(counter.cipher, await contentOfList(counter.database, list))
  const fact = (await look(counter, person, list.visit))?.visit?.settlements.find((one) => one.settlement === list.settlement)?.fact
  if (fact === undefined) throw new Error('a settlement list names a settlement that is not there')
  return reply({ setlinfo: headShown(message, counter, { list, fact, content }), ...nodesShown({ list, psnNo: row.text('psn_no'), content }) })
}

interface Shown {
  readonly list: StoredList
  readonly fact: SettlementFact
  readonly content: Content
}

/** Field of the reply ← field of 4101. */
const RENAMED: Readonly<Record<string, string>> = {
  age_daus: 'nwb_age',
  emp_poscode: 'poscode',
  opsp_mdtrt_time: 'opsp_mdtrt_date',
  adm_way_code: 'adm_way',
  refl_caty: 'refldept_dept',
  otp_wm_diag_dise_code: 'wm_dise_code',
  otp_tcm_diag_dise_code: 'tcm_dise_code',
  hsorg_name: 'hsorg',
  adm_dept_codg: 'adm_dept_code',
  dscg_dept_codg: 'dscg_dept_code',
}

const NUMBERS = ['psn_selfpay', 'psn_ownpay', 'acct_pay', 'psn_cashpay', 'act_ipt_days', 'diag_code_cnt', 'oprn_oprt_code_cnt'] as const

function headShown({ provider }: Message, counter: Counter, { list, fact, content }: Shown): Written {
  const head = content['setlinfo']?.[0] ?? {}
  const renamed = Object.fromEntries(Object.entries(RENAMED).map(([field, sent]) => [field, head[sent] ?? '']))
  return {
    ...head,
    ...Object.fromEntries(NUMBERS.flatMap((field) => (head[field] === undefined ? [] : [[field, { decimal: head[field] }]]))),
    ...renamed,
    ...durations(head),
    setl_id: String(list.settlement),
    setl_list_sn: String(list.list),
    mdtrt_id: String(list.visit),
    fixmedins_code: provider.code,
    fixmedins_name: provider.name,
    insutype: insutypeOf(counter, fact),
    insu_admdvs: fact.area,
    dcla_time: list.uploaded_at,
    stas_type: list.state,
    chk_cont: list.reason,
    setl_time: fact.settledAt,
    ...payers(counter, fact),
  }
}

function payers(counter: Counter, fact: SettlementFact): Record<string, Written> {
  const amounts = fundAmounts(counter, fact)
  const of = (layer: string): bigint => amounts.get(counter.tables.fundPayType(fact.scheme, layer).code) ?? 0n
  return {
    ybtcPay: of('basic'),
    jmdbPay: fact.scheme === 'resident' ? of('major') : 0n,
    zgdePay: fact.scheme === 'employee' ? of('large') : 0n,
    gwyPay: fact.scheme === 'employee' ? of('civil_servant') : 0n,
    yljzPay: of('assistance'),
  }
}

/** `1/13/24` as days, hours and minutes. */
function durations(head: Fields): Record<string, Written> {
  const asked = [
    ['vent_used_dura', 'vent_used'],
    ['pwcry_bfadm_coma_dura', 'bfadm_coma'],
    ['pwcry_afadm_coma_dura', 'afadm_coma'],
  ] as const
  return Object.fromEntries(
    asked.flatMap(([sent, name]) => {
      const parts = (head[sent] ?? '').split('/')
      return ['days', 'h_cnt', 'm_cnt'].map((part, index) => [`${name}_${part}`, { decimal: /^\d+$/.test(parts[index] ?? '') ? (parts[index] ?? '0') : '0' }])
    }),
  )
}

interface Nodes {
  readonly list: StoredList
  readonly psnNo: string
  readonly content: Content
}

function nodesShown({ list, psnNo, content }: Nodes): Record<string, Written> {
  const rows = (node: string, serial: string, shown: (row: Fields) => Record<string, Written>): Written =>
    (content[node] ?? []).map((row, index) => ({
      ...row,
      ...shown(row),
      [serial]: `${list.list}${String(index + 1).padStart(3, '0')}`,
      setl_id: String(list.settlement),
      mdtrt_id: String(list.visit),
      psn_no: psnNo,
    }))
  const amount = (text: string | undefined): Written => ({ decimal: text ?? '0' })
  return {
    payinfo: rows('payinfo', 'setl_list_pay_id', (row) => ({ poolarea_fund_pay_type: row['fund_pay_type'] ?? '', fund_payamt: amount(row['fund_payamt']) })),
    opspdiseinfo: rows('opspdiseinfo', 'setl_list_opsp_trt_id', () => ({})),
    diseinfo: rows('diseinfo', 'setl_list_diag_id', () => ({})),
    iteminfo: rows('iteminfo', 'etl_list_chrgitm_id', (row) => ({
      med_chrgitm_type: row['med_chrgitm'] ?? '',
      item_sumamt: amount(row['amt']),
      item_claa_sumfee: amount(row['claa_sumfee']),
      item_clab_amt: amount(row['clab_amt']),
      item_fulamt_ownpay_amt: amount(row['fulamt_ownpay_amt']),
      item_ownpay_amt: amount(row['oth_amt']),
    })),
    oprninfo: rows('oprninfo', 'setl_list_oprn_id', (row) => ({ main_oprn_flag: row['oprn_oprt_type'] === '1' ? '1' : '0' })),
    icuinfo: rows('icuinfo', 'setl_list_scs_cutd_id', () => ({})),
    drgAppyinfo: [],
    bldinfo: rows('bldinfo', 'setl_List_bld_Id', () => ({})),
  }
}
