// The settlement list of a bill (4101–4105): handed in, submitted, asked for.
import type { Diagnosis, Person } from '../centre.js'
import { type Json, rowOf, textOf } from '../wire/envelope.js'
import { whole } from './check-whole.js'
import type { Examiner } from './examiner.js'

export interface Settled {
  readonly person: Person
  readonly visit: string
  readonly bill: Json
  readonly detail: readonly Json[]
  /** Rows of 2301's result. */
  readonly lines: readonly Json[]
  /** 1101 baseinfo. */
  readonly base: Json
  readonly diagnosis: Diagnosis
  readonly medType: string
}

export async function walkLists(examiner: Examiner, settled: Settled): Promise<void> {
  const { person, visit, bill } = settled
  const input = listOf(examiner, settled)
  const strange = { ...input, setlinfo: { ...rowOf(input, 'setlinfo'), setl_id: '999999999999' } }
  const done = await whole(examiner, '4101', input, [
    { what: '没有的结算不能上传清单，拒绝', says: 'setl_id须为该就诊的结算', section: '4101 输入', about: /setl_id|结算/, input: strange },
  ])
  if (done === undefined) return
  const of = { psn_no: person.psn_no, setl_id: bill['setl_id'] }
  await whole(examiner, '4103', { data: of })
  const month = examiner.now.slice(0, 7).replace('-', '')
  await whole(examiner, '4104', { data: { setl_ym: month, setl_id: bill['setl_id'], psn_no: person.psn_no, mdtrt_id: visit, page_num: 1, page_size: 10 } })
  const [from, to] = [`${examiner.now.slice(0, 10)} 00:00:00`, `${examiner.now.slice(0, 10)} 23:59:59`]
  const code = examiner.hospital?.code ?? ''
  const count = (more: Json): Json => ({ data: { fixmedins_code: code, stt_begntime: from, stt_endtime: to, ...more } })
  await whole(examiner, '4105', count({}), [
    { what: '统计他院拒绝', says: '机构只能统计本机构的清单', section: '4105 输入', input: count({ fixmedins_code: 'H00000000000' }) },
  ])
  const state = (stas: string): Json => ({ data: { stastinfo: [{ ...of, stas_type: stas }] } })
  await whole(examiner, '4102', state('1'), [
    { what: '未知状态拒绝', says: 'stas_type 0未提交，1提交', section: '4102 输入', about: /stas_type/, input: state('9') },
  ])
}

function listOf(examiner: Examiner, { person, visit, bill, detail, lines, base, diagnosis, medType }: Settled): Json {
  const { hospital, now } = examiner
  const today = now.slice(0, 10)
  return {
    setlinfo: {
      ...{ psn_no: person.psn_no, mdtrt_id: visit, setl_id: bill['setl_id'], psn_name: person.name, patn_cert_type: '01', certno: person.certificate },
      ...{
        fixmedins_code: hospital?.code ?? '',
        fixmedins_name: hospital?.name ?? '',
        medcasno: 'BA-C3',
        hi_type: person.insutype,
        insuplc: bill['insuplc_admdvs'],
      },
      ...{ gend: base['gend'], brdy: base['brdy'], naty: base['naty'], age: String(Math.floor(Number(base['age']))), ntly: 'CHN', prfs: '90', patn_rlts: '1' },
      ...{ coner_name: '联系人', coner_addr: '某街一号', coner_tel: '00012345678', ipt_med_type: '1', adm_way: '2', med_type: medType },
      ...{ adm_time: now, adm_caty: 'A03', dscg_time: now, dscg_caty: 'A03', act_ipt_days: '1', diag_code_cnt: '1', dscg_way: '1' },
      ...{ bill_code: 'PJ1', bill_no: '1', biz_sn: textOf(bill['medins_setl_id']) || 'YW1', setl_begn_date: today, setl_end_date: today },
      ...{ psn_selfpay: bill['psn_part_amt'], psn_ownpay: bill['fulamt_ownpay_amt'], acct_pay: bill['acct_pay'], psn_cashpay: bill['psn_cash_pay'] },
      ...{ hi_paymtd: textOf(bill['clr_way']) || '1', medins_fill_dept: '医保办', medins_fill_psn: '填报人' },
    },
    opspdiseinfo: [],
    diseinfo: [{ diag_type: '1', diag_code: diagnosis.code, diag_name: diagnosis.name, adm_cond_type: '1', maindiag_flag: '1' }],
    payinfo: detail.map((row) => ({ fund_pay_type: row['fund_pay_type'], fund_payamt: row['fund_payamt'] })),
    iteminfo: lines.map(itemOf),
  }
}

/** One fee line, by its class: 甲 wholly in scope, 乙 with a part paid first, 丙 outside. */
function itemOf(line: Json): Json {
  const amount = line['det_item_fee_sumamt']
  const level = textOf(line['chrgitm_lv']).replace(/^0/, '')
  return {
    med_chrgitm: line['med_chrgitm_type'],
    amt: amount,
    claa_sumfee: level === '1' ? amount : 0,
    clab_amt: level === '2' ? amount : 0,
    fulamt_ownpay_amt: level === '3' ? amount : 0,
    oth_amt: 0,
  }
}
