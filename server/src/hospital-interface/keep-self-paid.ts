// What 4201 and 4261 do: keep the fee lines of people who pay everything themselves. A serial number is taken once in a visit, and an
// amount is quantity × price.
import { exactly, rounded, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { attributesOf, type Row } from './codec.js'
import { type Counter, type Message, type Reply, reply } from './message.js'
import { oneAtATime, recordOnce } from './record-once.js'
import { insertSelfPaid, linesKnown, type SelfPaidBy, type SelfPaidLine, type SelfPaidVisit } from './self-paid-store.js'

const MOST = 2000

/** Which field says what; the two transactions name the same things differently. */
export interface LineForm {
  readonly sn: string
  readonly time: string
  readonly amount: string
  readonly code: string
  readonly ownCode: string
  readonly ownName: string
  readonly chargeType: string
}

const NUMBER = /^-?\d{1,9}(\.\d{1,6})?$/
/** 1/10000 of a piece times 1/1000000 yuan, in fen. */
const FEN = 100_000_000n

export function selfPaidLines(rows: readonly Row[], form: LineForm): SelfPaidLine[] | Refusal {
  if (rows.length > MOST) return refused('bad_input', `一次最多上传${MOST}条明细，请分次上传`)
  const lines: SelfPaidLine[] = []
  for (const row of rows) {
    const line = lineOf(row, form)
    if (isRefusal(line)) return line
    if (lines.some((one) => one.sn === line.sn)) return refused('line_known', `费用明细流水号${line.sn}在本次上传中重复`)
    lines.push(line)
  }
  return lines
}

function lineOf(row: Row, form: LineForm): SelfPaidLine | Refusal {
  const sn = row.text(form.sn)
  if (sn === '') return refused('bad_line', `费用明细流水号（${form.sn}）不能为空`)
  const bad = ['cnt', 'pric', form.amount].find((field) => !NUMBER.test(row.text(field)))
  if (bad !== undefined) return refused('bad_line', `流水号${sn}：${bad}不是数字：${row.text(bad).slice(0, 20)}`)
  if (!/^\d{4}-\d{2}-\d{2}/.test(row.text(form.time))) return refused('bad_line', `流水号${sn}：费用发生时间（${form.time}）应为yyyy-MM-dd HH:mm:ss`)
  const [quantity, price, amount] = [row.scaled('cnt', 4), row.scaled('pric', 6), row.fen(form.amount)]
  const product = rounded({ ...exactly(quantity * price), den: FEN })
  if (product !== amount) return refused('bad_line', `流水号${sn}：金额${yuanText(amount)}元不等于数量×单价${yuanText(product)}元，请核对`)
  return {
    sn,
    feeAt: row.text(form.time),
    code: row.text(form.code),
    ownCode: row.text(form.ownCode),
    ownName: row.text(form.ownName),
    chargeType: row.text(form.chargeType),
    quantity,
    price,
    amount,
    attributes: attributesOf(row, [...Object.values(form), 'cnt', 'pric', 'certno', 'psn_name', 'mdtrt_sn']),
  }
}

export interface Payer {
  readonly visitNo: string
  readonly chargeBatch: string
  readonly medType: string
  readonly name: string
  readonly certType: string
  readonly certificate: string
}

export function selfPaidVisit({ cipher }: Counter, payer: Payer, lines: readonly SelfPaidLine[]): SelfPaidVisit {
  const { certificate, ...of } = payer
  return {
    ...of,
    certCipher: cipher.encrypt(certificate),
    certHash: cipher.certHash(payer.certType, certificate),
    total: sumOf(lines.map((line) => line.amount)),
    content: {},
    sealed: null,
    lines,
  }
}

export function selfPaidBy({ provider, operator, msgid, now }: Message): SelfPaidBy {
  return { institution: provider.code, area: provider.area, operator, message: msgid, now }
}

export async function keepSelfPaid(message: Message, counter: Counter, visits: readonly SelfPaidVisit[], output: Reply['output']): Promise<Reply | Refusal> {
  const recorded = await recordOnce(counter, message, null, async (client) => {
    for (const visit of visits) {
      const fault = await keepOne(client, message, visit)
      if (fault !== undefined) return fault
    }
    return undefined
  })
  return isRefusal(recorded) ? recorded : reply(output, recorded)
}

async function keepOne(client: pg.ClientBase, message: Message, visit: SelfPaidVisit): Promise<Refusal | undefined> {
  await oneAtATime(client, `self-paid/${message.provider.code}/${visit.visitNo}`)
  const [known] = await linesKnown(
    client,
    message.provider.code,
    visit.visitNo,
    visit.lines.map((line) => line.sn),
  )
  if (known !== undefined) return refused('line_known', `就医流水号${visit.visitNo}的费用明细${known}已上传，不能重复上传；退费请用新的流水号和负数量`)
  await insertSelfPaid(client, selfPaidBy(message), visit)
  return undefined
}
