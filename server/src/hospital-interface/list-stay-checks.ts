// Days, times, diagnoses and operations of a settlement list: against the settlement, and against each other.
import { dayNumber } from '@tongchou/domain/base/day.js'
import { error, type Fault, type Fields, type ListCase, rowsOf, warning } from './list-fault.js'

export function stayFaults(of: ListCase): Fault[] {
  return [
    ...(of.inpatient ? dayFaults(of) : []),
    ...periodFaults(of),
    ...diagnosisFaults(of),
    ...operationFaults(of),
    ...intensiveCareFaults(of),
    ...leavingFaults(of),
  ]
}

function dayFaults(of: ListCase): Fault[] {
  const { head, fact } = of
  // Admission and discharge on one day are one day of stay.
  const days = Math.max(1, dayNumber(fact.discharged) - dayNumber(fact.admitted))
  return [
    ...sameDay(head, 'adm_time', '入院时间', fact.admitted),
    ...sameDay(head, 'dscg_time', '出院时间', fact.discharged),
    ...((head['act_ipt_days'] ?? '') === '' || Number(head['act_ipt_days']) === days
      ? []
      : [
          error('act_ipt_days', `实际住院天数填写${head['act_ipt_days']}天，按入院${fact.admitted}、出院${fact.discharged}应为${days}天`, head['act_ipt_days']),
        ]),
    ...nursingFaults(head, days),
  ]
}

function sameDay(head: Fields, field: string, label: string, day: string): Fault[] {
  const sent = (head[field] ?? '').slice(0, 10)
  if (sent === '') return [error(field, `住院清单须填写${label}（${field}），结算登记为${day}`)]
  return sent === day ? [] : [error(field, `${label}（${field}）填写${sent}，结算登记为${day}，请核对`, sent)]
}

function nursingFaults(head: Fields, days: number): Fault[] {
  const tenths = ['spga_nurscare_days', 'lv1_nurscare_days', 'scd_nurscare_days', 'lv3_nurscare_days'].reduce((sum, field) => sum + tenthsOf(head[field]), 0)
  return tenths > (days + 1) * 10 ? [error('lv1_nurscare_days', `各级护理天数合计${tenths / 10}天，超过住院${days}天`)] : []
}

function tenthsOf(text: string | undefined): number {
  return Math.round(Number(text ?? '0') * 10) || 0
}

function periodFaults({ head, fact }: ListCase): Fault[] {
  const [from, to] = [head['setl_begn_date'] ?? '', head['setl_end_date'] ?? '']
  if (from > to) return [error('setl_begn_date', `结算开始日期${from}晚于结算结束日期${to}`, from)]
  const outside = from !== fact.admitted || to !== fact.discharged
  return outside ? [warning('setl_begn_date', `结算期间${from}至${to}与结算登记${fact.admitted}至${fact.discharged}不同，请核对`, from)] : []
}

function diagnosisFaults(of: ListCase): Fault[] {
  const rows = rowsOf(of, 'diseinfo')
  if (rows.length === 0) return of.inpatient ? [error('diseinfo', '住院清单须填写出院诊断（diseinfo）')] : []
  const main = rows.filter((row) => row['maindiag_flag'] === '1' && row['diag_type'] === '1')
  return [
    ...(main.length === 1 ? [] : [error('maindiag_flag', `西医主诊断应有且只有一条，现有${main.length}条`)]),
    ...mainDiffers(of, main[0]),
    ...repeated(rows, 'diag_code', '诊断'),
    ...counted(of, 'diag_code_cnt', '诊断代码计数', rows.length),
    ...rows.flatMap((row) => sexFaults(row, of.person.sex)),
  ]
}

function mainDiffers({ fact }: ListCase, main: Fields | undefined): Fault[] {
  const code = main?.['diag_code'] ?? ''
  if (main === undefined || fact.diagnosis === null || fact.diagnosis === '' || code === fact.diagnosis) return []
  return [error('diag_code', `主诊断${code}与结算时的主诊断${fact.diagnosis}不一致；诊断有更正的，请先撤销结算后重新办理`, code)]
}

function repeated(rows: readonly Fields[], field: string, label: string): Fault[] {
  const codes = rows.map((row) => row[field] ?? '')
  const twice = [...new Set(codes.filter((code, index) => code !== '' && codes.indexOf(code) !== index))]
  return twice.map((code) => error(field, `${label}${code}重复填写，请删除重复的一条`, code))
}

function counted({ head }: ListCase, field: string, label: string, rows: number): Fault[] {
  const sent = head[field] ?? ''
  return sent === '' || Number(sent) === rows ? [] : [error(field, `${label}（${field}）填写${sent}，实有${rows}条`, sent)]
}

// ICD-10: pregnancy and childbirth (O) and diseases of the female organs (C51–C58, N70–N98) are women's, those of the male
// organs (C60–C63, N40–N51) men's.
const WOMEN = /^(O\d|C5[1-8]|N[78]\d|N9[0-8])/
const MEN = /^(C6[0-3]|N4\d|N5[01])/

function sexFaults(row: Fields, sex: string): Fault[] {
  const code = row['diag_code'] ?? ''
  const wrong = (sex === '1' && WOMEN.test(code)) || (sex === '2' && MEN.test(code))
  return wrong ? [error('diag_code', `诊断${code}${row['diag_name'] ?? ''}与患者性别${sex === '1' ? '男' : '女'}不符`, code)] : []
}

function operationFaults(of: ListCase): Fault[] {
  const rows = rowsOf(of, 'oprninfo')
  const main = rows.filter((row) => row['oprn_oprt_type'] === '1')
  return [
    ...(rows.length === 0 || main.length === 1 ? [] : [error('oprn_oprt_type', `主要手术应有且只有一条，现有${main.length}条`)]),
    ...counted(of, 'oprn_oprt_code_cnt', '手术操作代码计数', rows.length),
    ...rows.flatMap((row, index) => operationDay(of, row, index)),
  ]
}

function operationDay({ fact, inpatient }: ListCase, row: Fields, index: number): Fault[] {
  const day = (row['oprn_oprt_date'] || row['oprn_oprt_begntime'] || '').slice(0, 10)
  const outside = inpatient && day !== '' && (day < fact.admitted || day > fact.discharged)
  return outside ? [error('oprn_oprt_date', `oprninfo第${index + 1}条手术日期${day}不在住院期间${fact.admitted}至${fact.discharged}之内`, day)] : []
}

function intensiveCareFaults(of: ListCase): Fault[] {
  return rowsOf(of, 'icuinfo').flatMap((row, index) => {
    const [into, out] = [row['scs_cutd_inpool_time'] ?? '', row['scs_cutd_exit_time'] ?? '']
    if (out < into) return [error('scs_cutd_exit_time', `icuinfo第${index + 1}条退出时间${out}早于进入时间${into}`, out)]
    const said = row['scs_cutd_sum_dura'] ?? ''
    const spent = durationText(into, out)
    return said === '' || said === spent
      ? []
      : [warning('scs_cutd_sum_dura', `icuinfo第${index + 1}条合计时长填写${said}，按进出时间应为${spent}（天/小时/分钟）`, said)]
  })
}

/** d/h/m between two times. */
function durationText(from: string, to: string): string {
  const minutes = minuteNumber(to) - minuteNumber(from)
  return `${Math.floor(minutes / 1440)}/${Math.floor((minutes % 1440) / 60)}/${minutes % 60}`
}

function minuteNumber(time: string): number {
  return dayNumber(time.slice(0, 10)) * 1440 + Number(time.slice(11, 13)) * 60 + Number(time.slice(14, 16))
}

function leavingFaults({ head, inpatient }: ListCase): Fault[] {
  const durations = ['vent_used_dura', 'pwcry_bfadm_coma_dura', 'pwcry_afadm_coma_dura'].flatMap((field) => {
    const text = head[field] ?? ''
    return text === '' || /^\d{1,4}\/\d{1,2}\/\d{1,2}$/.test(text) ? [] : [error(field, `时长（${field}）应写作天/小时/分钟，如1/13/24`, text)]
  })
  const moved = head['dscg_way'] === '2' || head['dscg_way'] === '3'
  const nowhere = moved && (head['acp_medins_name'] ?? '') === ''
  return [
    ...durations,
    ...(inpatient && (head['dscg_way'] ?? '') === '' ? [error('dscg_way', '住院清单须填写离院方式（dscg_way）')] : []),
    ...(nowhere ? [error('acp_medins_name', '医嘱转院或转社区的，须填写拟接收机构名称（acp_medins_name）', head['dscg_way'])] : []),
  ]
}
