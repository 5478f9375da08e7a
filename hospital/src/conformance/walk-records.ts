// Medical records (4301–4701) with every printed node, asked for again (4507–4512), and the costs of people who pay everything
// themselves (4201, 4261–4263).
import { lineOf } from '../messages/charge.js'
import { register, visitOnly } from '../messages/visit.js'
import { type Json, rowOf, textOf } from '../wire/envelope.js'
import { whole } from './check-whole.js'
import type { Examiner } from './examiner.js'
import { formed } from './form-message.js'

const KEPT = ['4301', '4302', '4401', '4402', '4402A', '4501', '4502', '4503', '4504', '4505', '4506', '4601', '4602', '4701']
const ASKED = ['4507', '4508', '4509', '4510', '4511', '4512']

export async function walkRecords(examiner: Examiner): Promise<void> {
  if (examiner.hospital === undefined) return
  const person = examiner.nextPerson()
  const opened = await examiner.accepted('2201', register(person, 'MZ-C2', examiner.now))
  const visit = textOf(rowOf(opened, 'data')['mdtrt_id'])
  const known = { psn_no: person.psn_no, mdtrt_id: visit, mdtrt_sn: examiner.newMsgid().slice(12), vali_flag: '1' }
  for (const infno of KEPT) {
    const strange = formed(examiner, infno, { ...known, mdtrt_id: '999999999999' }, 'every')
    const rule = { what: '不是本机构的就诊，拒绝', says: 'mdtrt_id与psn_no须为本机构的就诊', section: `${infno} 输入`, input: strange, about: /mdtrt_id|就诊/ }
    await whole(examiner, infno, formed(examiner, infno, known, 'every'), 'mdtrt_id' in row(examiner, infno, known) ? [rule] : [])
  }
  for (const infno of ASKED) {
    const ask = (more: Json): Json => ({ data: { psn_no: person.psn_no, pageNum: 1, pageSize: 10, ...more } })
    await whole(examiner, infno, ask({}), [
      { what: '页数为0拒绝', says: 'pageNum从1起', section: `${infno} 输入`, about: /pageNum/, input: ask({ pageNum: '0' }) },
    ])
  }
  await examiner.accepted('2202', visitOnly(person, visit, 'MZ-C2'))
  await selfPaid(examiner, examiner.hospital.code)
}

function row(examiner: Examiner, infno: string, known: Json): Json {
  return Object.assign({}, ...Object.values(formed(examiner, infno, known, 'every')).map((rows) => (Array.isArray(rows) ? rows[0] : rows)))
}

async function selfPaid(examiner: Examiner, institution: string): Promise<void> {
  const [item] = examiner.centre.items
  if (item === undefined) return
  const visit = examiner.newMsgid().slice(12)
  const nobody = { psn_cert_type: '01', certno: '000000190001010000', psn_name: '考察' }
  const sent = { ...lineOf({ sn: '1', item, count: 1 }, examiner.now), ...nobody, mdtrt_sn: visit, med_type: examiner.profile.med_types.outpatient }
  const line = (more: Json): Json => formed(examiner, '4201', { ...sent, ...more })
  await whole(examiner, '4201', line({}), [
    {
      what: '金额不等于数量乘单价拒绝',
      says: 'det_item_fee_sumamt = cnt × pric',
      section: '4201 输入',
      about: /金额/,
      input: line({ feedetl_sn: '2', det_item_fee_sumamt: '9999.99' }),
    },
  ])
  const fee = { bkkpSn: 'F1', feeOcurTime: examiner.now, cnt: '1', pric: item.price, detItemFeeSumamt: item.price, medListCodg: item.code }
  const head = { mdtrtId: `${visit}B`, fixmedinsCode: institution, psnCertType: '01', certno: nobody.certno, psnName: nobody.psn_name, medType: '11' }
  const data = { upType: '1', fmiOwnpayPatnMdtrtDDTO: [head], fmiOwnpayPatnDiseListDDTOS: [], fmiOwnpayPatnFeeListDDTO: [fee] }
  await whole(examiner, '4261', { data }, [
    { what: '没有费用明细拒绝', says: '费用明细必填', section: '4261 输入', input: { data: { ...data, fmiOwnpayPatnFeeListDDTO: [] } } },
  ])
  const compare = (more: Json): Json => ({ data: { mdtrtId: visit, fixmedinsCode: institution, totalFeeSumamt: item.price, ...more } })
  await whole(examiner, '4262', compare({}), [
    { what: '没有上传的费用不能对账，拒绝', says: '按就诊找不到已上传费用时说明', section: '4262', input: compare({ mdtrtId: 'NO-SUCH-VISIT' }) },
  ])
  await whole(examiner, '4263', { data: { fixmedinsCode: institution, pageNum: 1, pageSize: 10 } })
}
