// Filings (2501–2507): each applied for with a whole message, and taken back again by its own cancellation or by reversal.
import type { Person } from '../centre.js'
import { reverse } from '../messages/settle.js'
import { type Json, rowOf, textOf } from '../wire/envelope.js'
import { type Whole, type Wrong, whole } from './check-whole.js'
import type { Examiner } from './examiner.js'
import { formed } from './form-message.js'

export async function walkFilings(examiner: Examiner): Promise<void> {
  const { hospital, centre } = examiner
  if (hospital === undefined) return
  const person = examiner.nextPerson()
  const other = centre.institutions.find(({ kind, code }) => kind === 'hospital' && code !== hospital.code) ?? hospital
  const known = knownOf(examiner, person)
  const referral = formed(examiner, '2501', {
    ...known,
    reflin_medins_no: other.code,
    reflin_medins_name: other.name,
    mdtrtarea_admdvs: other.area ?? centre.area,
  })
  await back(examiner, person, '2502', await whole(examiner, '2501', referral))
  const same = await whole(examiner, '2501A', referral)
  if (same !== undefined) await examiner.accepted('2601', reverse(person, same.msgid, '2501A'))
  await back(examiner, person, '2504', await whole(examiner, '2503', formed(examiner, '2503', known), ended(formed(examiner, '2503', known))))
  const choice = formed(examiner, '2505', { ...known, biz_appy_type: '03', fix_srt_no: '1' })
  const nobody = { data: { ...rowOf(choice, 'data'), biz_appy_type: 'XX' } }
  const unknown: Wrong = { what: '未知业务申请类型拒绝', says: 'biz_appy_type取自代码表', section: '2505 输入', about: /biz_appy_type/, input: nobody }
  await back(examiner, person, '2506', await whole(examiner, '2505', choice, [unknown]))
  const accident = await whole(examiner, '2507', formed(examiner, '2507', known))
  if (accident !== undefined) await examiner.accepted('2601', reverse(person, accident.msgid, '2507'))
}

function knownOf(examiner: Examiner, person: Person): Json {
  const { hospital, centre, now } = examiner
  const [diagnosis] = centre.diagnoses
  return {
    psn_no: person.psn_no,
    insutype: person.insutype,
    psn_cert_type: '01',
    certno: person.certificate,
    psn_name: person.name,
    insu_optins: centre.area,
    insu_admdvs: centre.area,
    diag_code: diagnosis?.code ?? 'J18.900',
    diag_name: diagnosis?.name ?? '肺炎',
    refl_rea: '病情需要',
    refl_opnn: '同意转院',
    opsp_dise_code: 'M01600',
    opsp_dise_name: '糖尿病',
    ide_fixmedins_no: hospital?.code ?? '',
    ide_fixmedins_name: hospital?.name ?? '',
    fixmedins_code: hospital?.code ?? '',
    fixmedins_name: hospital?.name ?? '',
    begndate: now.slice(0, 10),
  }
}

function ended(input: Json): Wrong[] {
  const early = { data: { ...rowOf(input, 'data'), enddate: '2000-01-01' } }
  return [{ what: '结束早于开始拒绝', says: 'enddate不早于begndate', section: '2503 输入', about: /结束日期|enddate/, input: early }]
}

/** The application is cancelled once, and not twice. */
async function back(examiner: Examiner, person: Person, infno: string, filed: Whole | undefined): Promise<void> {
  if (filed === undefined) return
  const serial = textOf(rowOf(filed.output, 'result')['trt_dcla_detl_sn'])
  const input = { data: { psn_no: person.psn_no, trt_dcla_detl_sn: serial, memo: '考察后撤销' } }
  const strange = { data: { ...input.data, trt_dcla_detl_sn: '0' } }
  const rule = { what: '没有的备案不能撤销，拒绝', says: '按待遇申报明细流水号找不到备案时说明', section: `${infno} 输入`, input: strange }
  if ((await whole(examiner, infno, input, [rule])) === undefined) return
  await examiner.refused(infno, input, { what: '重复撤销拒绝', says: '已撤销的备案不能再撤销', section: '业务次序' })
}
