// 6201 费用明细上传: an order of mobile payment. Registers the visit where the order names none, takes diagnoses and lines, and keeps
// what the settlement will need. The institution's order number (medOrgOrd) makes the upload one: repeated, it gets the same order.
import { randomBytes } from 'node:crypto'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { register } from './2201.js'
import { diagnose } from './2203.js'
import { uploadOutpatientLines } from './2204.js'
import { only, type Row, rowOf } from './codec.js'
import { type Counter, type Message, type Reply, reply, type Transaction } from './message.js'
import { identityFault, orderNumber } from './mobile-order.js'
import { insertOrder, type MobileOrder, orderOfInstitution } from './mobile-order-store.js'
import { ordinaryRow, stepOf } from './mobile-rows.js'
import { medicalTypeOf, personNamed } from './person-of.js'

/** The e-voucher stands for the card: the order came with its token. */
const VOUCHER = '01'
const SETTLING = ['psn_no', 'med_type', 'medfee_sumamt', 'psn_setlway', 'chrg_bchno', 'insutype', 'acct_used_flag', 'invono', 'mid_setl_flag'] as const

export const uploadOrder: Transaction = async (message, counter) => {
  const sent = only(message.input, 'data')
  const row = ordinaryRow(sent)
  const fault = await orderFault(message, counter, sent, row)
  if (fault !== undefined) return fault
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  const known = await orderOfInstitution(counter.database, message.provider.code, sent.text('medOrgOrd'))
  if (known !== undefined) return sameOrder(known, person, row) ? orderReply(counter, known) : reused()
  const visit = row.has('mdtrt_id') ? row.text('mdtrt_id') : await registered(message, counter, row)
  if (isRefusal(visit)) return visit
  const filled = await filledVisit(message, counter, row, visit)
  if (isRefusal(filled)) return filled
  const settling = Object.fromEntries(SETTLING.filter((name) => row.has(name)).map((name) => [name, row.text(name)]))
  const order = await insertOrder(counter.database, {
    person,
    institution: message.provider.code,
    institution_order: sent.text('medOrgOrd'),
    visit: BigInt(visit),
    registered: !row.has('mdtrt_id'),
    charge_batch: row.text('chrg_bchno'),
    total_fen: row.fen('medfee_sumamt'),
    settlement_input: { ...settling, mdtrt_id: visit, mdtrt_cert_type: VOUCHER },
    token_cipher: counter.cipher.encrypt(randomBytes(16).toString('hex')),
    ordered_at: message.now,
  })
  return orderReply(counter, order)
}

async function orderFault(message: Message, counter: Counter, sent: Row, row: Row): Promise<Refusal | undefined> {
  if (sent.text('orgCodg') !== message.provider.code) return refused('other_institution', '机构编码（orgCodg）与发送机构不一致，请核对')
  if (!sent.has('ecToken') && !sent.has('payAuthNo')) return refused('no_voucher', '请填写电子凭证授权令牌（ecToken）或支付授权码（payAuthNo）')
  const medical = medicalTypeOf(counter, row.text('med_type'), 'outpatient')
  if (isRefusal(medical)) return medical
  const sum = (message.input['feedetailList'] ?? []).reduce((total, line) => total + line.fen('detItemFeeSumamt'), 0n)
  if (sum !== row.fen('medfee_sumamt')) return refused('other_total', '医疗费总额（medfeeSumamt）与费用明细合计不一致，请核对')
  const person = personNamed(counter, row)
  return isRefusal(person) ? person : identityFault(counter, person, sent)
}

function sameOrder(order: MobileOrder, person: bigint, row: Row): boolean {
  return order.person === person && order.charge_batch === row.text('chrg_bchno') && order.total_fen === row.fen('medfee_sumamt')
}

function reused(): Refusal {
  return refused('order_reused', '该医疗机构订单号（medOrgOrd）已用于另一笔费用，请换新的订单号')
}

async function registered(message: Message, counter: Counter, row: Row): Promise<string | Refusal> {
  const { psn_no, insutype, begntime, ipt_otp_no, atddr_no, dr_name, dept_code, dept_name, caty } = row.fields
  const fields = {
    psn_no,
    insutype,
    begntime,
    ipt_otp_no: ipt_otp_no ?? row.text('med_org_ord'),
    atddr_no,
    dr_name,
    dept_code,
    dept_name,
    caty,
    mdtrt_cert_type: VOUCHER,
  }
  const given = Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined))
  const answer = await register(stepOf(message, 'register', row.text('med_org_ord'), { data: [rowOf(given)] }), counter)
  if (isRefusal(answer)) return ours(answer)
  return (answer.output as { readonly data: { readonly mdtrt_id: string } }).data.mdtrt_id
}

async function filledVisit(message: Message, counter: Counter, row: Row, visit: string): Promise<true | Refusal> {
  const named = { mdtrt_id: visit, psn_no: row.text('psn_no') }
  const number = row.text('med_org_ord')
  const diagnoses = (message.input['diseinfoList'] ?? []).map((one) => ordinaryRow(one, named))
  if (diagnoses.length > 0) {
    const about = rowOf({
      ...named,
      med_type: row.text('med_type'),
      begntime: row.text('begntime'),
      dise_codg: row.text('dise_codg'),
      birctrl_type: row.text('birctrl_type'),
    })
    const diagnosed = await diagnose(stepOf(message, 'diagnose', number, { mdtrtinfo: [about], diseinfo: diagnoses }), counter)
    if (isRefusal(diagnosed)) return ours(diagnosed)
  }
  const lines = (message.input['feedetailList'] ?? []).map((one) => ordinaryRow(one, { ...named, chrg_bchno: row.text('chrg_bchno') }))
  const uploaded = await uploadOutpatientLines(stepOf(message, 'lines', number, { feedetail: lines }), counter)
  return isRefusal(uploaded) ? ours(uploaded) : true
}

/** Another content under the same order number is told in the words of the order. */
function ours(answer: Refusal): Refusal {
  return answer.code === 'message_reused' ? reused() : answer
}

function orderReply(counter: Counter, order: MobileOrder): Reply {
  const data = { payOrdId: orderNumber(counter, order), payToken: counter.cipher.decrypt(order.token_cipher), cashierUrl: '', extData: '' }
  return reply({ data }, { receivedAt: order.ordered_at, fact: order.pay_order })
}
