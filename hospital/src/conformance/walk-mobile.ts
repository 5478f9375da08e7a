// Mobile payment in the ordinary envelope: an order laid down (6201), asked for (6301), paid (6202) and refunded (6203), and one that is
// withdrawn before it is paid (6401).
import type { Person } from '../centre.js'
import { type Json, rowOf } from '../wire/envelope.js'
import { type Wrong, whole } from './check-whole.js'
import type { Examiner } from './examiner.js'

export async function walkMobile(examiner: Examiner): Promise<void> {
  if (examiner.hospital === undefined || examiner.centre.items.length === 0) return
  const person = examiner.nextPerson()
  const first = await laidDown(examiner, person)
  if (first === undefined) return
  await paidAndRefunded(examiner, person, first)
  const second = await laidDown(examiner, person)
  if (second === undefined) return
  await whole(examiner, '6401', named(second, person), [guessed('6401', second, person)])
}

async function laidDown(examiner: Examiner, person: Person): Promise<Json | undefined> {
  const data = orderOf(examiner, person)
  const unequal: Wrong = {
    what: '总额与明细不符拒绝',
    says: 'medfeeSumamt为明细合计',
    section: '6201 输入',
    about: /合计/,
    input: { data: { ...data, medfeeSumamt: '0.01' } },
  }
  const done = await whole(examiner, '6201', { data }, [unequal])
  return done === undefined ? undefined : rowOf(done.output, 'data')
}

async function paidAndRefunded(examiner: Examiner, person: Person, order: Json): Promise<void> {
  const code = examiner.hospital?.code ?? ''
  await whole(examiner, '6301', named(order, person), [guessed('6301', order, person)])
  const pay = (more: Json): Json => ({
    data: { payOrdId: order['payOrdId'], payToken: order['payToken'], payAuthNo: 'AUTH', orgCodg: code, orgBizSer: 'S1', ...more },
  })
  const token: Wrong = { what: '令牌不对拒绝', says: 'payToken为6201所得', section: '6202 输入', about: /payToken/, input: pay({ payToken: 'guessed' }) }
  const paid = await whole(examiner, '6202', pay({}), [token])
  if (paid === undefined) return
  const split = rowOf(paid.output, 'data')
  const serial = examiner.newMsgid().slice(12)
  const refund = (more: Json): Json => ({
    data: {
      ...{ payOrdId: order['payOrdId'], appRefdSn: serial, appRefdTime: examiner.now.replace(/\D/g, ''), ecToken: 'token', refdType: 'ALL' },
      ...{ totlRefdAmt: split['feeSumamt'], cashRefdAmt: split['ownPayAmt'], psnAcctRefdAmt: split['psnAcctPay'], fundRefdAmt: split['fundPay'] },
      ...more,
    },
  })
  const much = refund({ appRefdSn: `${serial}0`, totlRefdAmt: '987654321.00' })
  await whole(examiner, '6203', refund({}), [{ what: '退费多于支付拒绝', says: '退费金额与订单的结算一致', section: '6203 输入', input: much }])
}

function named(order: Json, person: Person): Json {
  return {
    data: {
      payOrdId: order['payOrdId'],
      payToken: order['payToken'],
      idNo: person.certificate,
      userName: person.name,
      idType: '01',
      orgCodg: '',
      orgBizSer: '',
    },
  }
}

function guessed(infno: string, order: Json, person: Person): Wrong {
  const input = named({ ...order, payToken: 'guessed' }, person)
  return { what: '令牌不对拒绝', says: 'payToken为6201所得', section: `${infno} 输入`, about: /payToken/, input }
}

function orderOf(examiner: Examiner, person: Person): Json {
  const { now, centre, hospital, profile } = examiner
  const serial = examiner.newMsgid().slice(12)
  const [item = { code: '', name: '', price: '0' }] = centre.items
  const [diagnosis = { code: 'J18.900', name: '肺炎' }] = centre.diagnoses
  const doctor = { bilgDeptCodg: 'A03', bilgDeptName: '内科', bilgDrCodg: 'D1', bilgDrName: '医师一' }
  return {
    ...{ orgCodg: hospital?.code ?? '', psnNo: person.psn_no, insutype: person.insutype, medOrgOrd: serial, begntime: now, insuCode: centre.area },
    ...{ idNo: person.certificate, userName: person.name, idType: '01', ecToken: 'token', iptOtpNo: serial, atddrNo: 'D1', drName: '医师一' },
    ...{ deptCode: 'A03', deptName: '内科', caty: 'A03', medType: profile.med_types.outpatient, medfeeSumamt: item.price, acctUsedFlag: '0', psnSetlway: '01' },
    chrgBchno: serial,
    diseinfoList: [
      {
        ...{ diagType: '1', diagSrtNo: '1', diagCode: diagnosis.code, diagName: diagnosis.name, diagDept: '内科' },
        ...{ diseDorNo: 'D1', diseDorName: '医师一', diagTime: now, valiFlag: '1' },
      },
    ],
    feedetailList: [
      {
        ...{ feedetlSn: serial, feeOcurTime: now, medListCodg: item.code, medinsListCodg: 'OWN', detItemFeeSumamt: item.price, cnt: '1', pric: item.price },
        ...{ ...doctor, hospApprFlag: '0', medType: profile.med_types.outpatient },
      },
    ],
  }
}
