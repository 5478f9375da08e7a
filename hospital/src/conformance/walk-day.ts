// A working day's frame (9001, 9002), persons and institutions (1101, 1201, 2001).
import { askEntitlement, findPerson } from '../messages/visit.js'
import { rowOf, rowsOf, textOf } from '../wire/envelope.js'
import { requiredFields } from './check-required.js'
import type { Examiner } from './examiner.js'

const SIGN_IN = { signIn: { opter_no: '001', mac: '00-00-00-00-00-01', ip: '127.0.0.1' } }

export async function walkDay(examiner: Examiner): Promise<void> {
  await requiredFields(examiner, '9001', SIGN_IN)
  const signed = rowOf(await examiner.accepted('9001', SIGN_IN), 'signinoutb')
  const signNo = textOf(signed['sign_no'])
  examiner.now = textOf(signed['sign_time']) || examiner.now
  const by = examiner.hospital ?? examiner.pharmacy
  const own = { medinsinfo: { fixmedins_type: by?.kind === 'pharmacy' ? '2' : '1', fixmedins_code: by?.code ?? '', fixmedins_name: '' } }
  await requiredFields(examiner, '1201', own)
  const found = rowsOf(await examiner.accepted('1201', own, { signNo }), 'medinsinfo')
  const itself = found.some((row) => row['fixmedins_code'] === by?.code)
  examiner.examine('1201', { what: '按编号找到本机构', says: '名称与编号至少填一项', section: '1201', holds: itself, came: `${found.length}家` })
  await examiner.refused('1201', own, { what: '不存在的签到流水号拒绝', says: 'sign_no须为本机构当日签到所得', section: '9001' }, { signNo: 'NOT-A-SIGN-NO' })
  const out = { signOut: { sign_no: signNo, opter_no: '001' } }
  await requiredFields(examiner, '9002', out)
  await examiner.accepted('9002', out)
  await examiner.refused('1201', own, { what: '签退后的流水号拒绝', says: '签退后须重新签到', section: '9002' }, { signNo })
  await examiner.refused(
    '9002',
    { signOut: { sign_no: 'NOT-A-SIGN-NO', opter_no: '001' } },
    { what: '没有签到不能签退', says: '当日有签到才能签退', section: '9002' },
  )
}

export async function walkPersons(examiner: Examiner): Promise<void> {
  const person = examiner.nextPerson()
  const output = await examiner.accepted('1101', findPerson(person))
  const numbers = new Set([rowOf(output, 'baseinfo')['psn_no'], person.psn_no])
  examiner.examine('1101', { what: '同一凭证得到同一人员编号', says: 'psn_no为人员编号', section: '1101', holds: numbers.size === 1 })
  const insured = rowsOf(output, 'insuinfo').map((row) => row['insutype'])
  examiner.examine('1101', {
    what: '参保险种在insuinfo中',
    says: 'insuinfo每险种一行',
    section: '1101',
    holds: insured.includes(person.insutype),
    came: insured.join('、'),
  })
  const nobody = { data: { mdtrt_cert_type: '02', mdtrt_cert_no: '000000190001010000' } }
  await examiner.refused('1101', nobody, { what: '查无此人拒绝', says: '没有该人员时以−1答复并说明', section: '1101' })
  const { hospital } = examiner
  if (hospital === undefined) return
  const ask = askEntitlement(person, hospital, examiner.profile.med_types.outpatient, examiner.now)
  await requiredFields(examiner, '2001', ask)
  await examiner.accepted('2001', ask)
  const stranger = askEntitlement({ ...person, psn_no: '0' }, hospital, examiner.profile.med_types.outpatient, examiner.now)
  await examiner.refused('2001', stranger, { what: '未知人员编号拒绝', says: 'psn_no须为1101所得', section: '2001' })
}
