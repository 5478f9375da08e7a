// The review of orders and fees (3101, 3102) and the institution's answer to what was found (3103).
import { type Json, rowsOf, textOf } from '../wire/envelope.js'
import { whole } from './check-whole.js'
import type { Examiner } from './examiner.js'

/** A device for women, ordered for a man: whoever reviews by the published rules finds it. */
const FOR_WOMEN = { code: 'XG02BAZ061Z007010279543', name: '左炔诺孕酮宫内节育系统' }

export async function walkReview(examiner: Examiner): Promise<void> {
  for (const [infno, type] of [
    ['3101', '1'],
    ['3102', '2'],
  ] as const) {
    const found = (await whole(examiner, infno, reviewed(examiner), [without(infno, reviewed(examiner))]))?.output
    const finding = found === undefined ? '' : textOf(rowsOf(found, 'result')[0]?.['jr_id'])
    if (finding !== '') await answered(examiner, type, finding)
  }
}

async function answered(examiner: Examiner, type: string, finding: string): Promise<void> {
  const said = (more: Json): Json => ({ data: { warn_type: type, warns: [{ warn_rslt_id: finding, dspo_way: '2', dspo_way_rea: '已改', ...more }] } })
  const rule = (what: string, says: string, more: Json) => ({ what, says, section: '3103 输入', input: said(more) })
  await whole(examiner, '3103', said({}), [
    rule('未知处理方式拒绝', 'dspo_way 1继续执行，2返回修改', { dspo_way: '9' }),
    rule('没有的审核结果不能反馈，拒绝', 'warn_rslt_id取自3101、3102的jr_id', { warn_rslt_id: '999999999999' }),
  ])
}

function reviewed(examiner: Examiner): Json {
  const { hospital, now, profile } = examiner
  const [diagnosis] = examiner.centre.diagnoses
  const dise = {
    dise_id: '1',
    inout_dise_type: '1',
    maindise_flag: '1',
    dias_srt_no: '1',
    dise_codg: diagnosis?.code ?? 'J18.900',
    dise_name: diagnosis?.name ?? '肺炎',
  }
  const visit = {
    mdtrt_id: 'CF-1',
    medins_id: hospital?.code ?? '',
    medins_name: hospital?.name ?? '',
    medins_admdvs: hospital?.area ?? examiner.centre.area,
    medins_type: '1',
    medins_lv: '01',
    adm_date: now,
    dscg_main_dise_codg: dise.dise_codg,
    dscg_main_dise_name: dise.dise_name,
    dr_codg: 'D000000000001',
    adm_dept_codg: 'A03',
    adm_dept_name: '内科',
    med_mdtrt_type: '1',
    med_type: profile.med_types.inpatient,
    matn_stas: '0',
    medfee_sumamt: '1153.00',
    insutype: '390',
    reim_flag: '0',
    out_setl_flag: '0',
    fsi_diagnose_dtos: [{ ...dise, dise_date: now }],
    fsi_operation_dtos: [],
    fsi_order_dtos: [orderOf(now)],
  }
  const patient = {
    patn_id: 'CF',
    patn_name: '考察',
    gend: '1',
    brdy: '1951-08-27',
    poolarea: examiner.centre.area,
    curr_mdtrt_id: 'CF-1',
    fsi_encounter_dtos: [visit],
  }
  return { data: { rule_ids: [], task_id: '', trig_scen: '4', syscode: 'CF', patient_dtos: [patient] } }
}

function orderOf(now: string): Json {
  return {
    ...{ rx_id: '1', rxno: 'CF-RX', long_drord_flag: '0', hilist_type: '101', chrg_type: '09', drord_bhvr: '0', curr_drord_flag: '1' },
    ...{ hilist_code: FOR_WOMEN.code, hilist_name: FOR_WOMEN.name, hilist_lv: '02', hosplist_code: 'OWN', hosplist_name: FOR_WOMEN.name },
    ...{ cnt: '1', pric: '1153.00', sumamt: '1153.00', selfpay_amt: '0', ownpay_amt: '0', spec: '52mg', spec_unt: '盒', drord_begn_date: now },
    ...{ drord_dept_codg: 'A03', drord_dept_name: '内科', drord_dr_codg: 'D000000000001', drord_dr_name: '医师一' },
  }
}

function without(infno: string, input: Json) {
  const data = input['data'] as Json
  return {
    what: '没有患者的审核拒绝',
    says: 'patient_dtos必填',
    section: `${infno} 输入`,
    about: /patient_dtos|患者/,
    input: { data: { ...data, patient_dtos: [] } },
  }
}
