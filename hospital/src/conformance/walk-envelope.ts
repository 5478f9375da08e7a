// The envelope and its transport: what must be refused, and the forms in which real senders write the same thing (§2, §3.1, §5.1).
import type { Institution } from '../centre.js'
import { envelopeOf } from '../wire/envelope.js'
import type { Asked, Examiner } from './examiner.js'
import { ENVELOPE } from './paper.js'
import { shown } from './shown.js'
import { isKeptOut } from './walk-gateway.js'

const JSON_TYPE = 'application/json'

export async function walkEnvelope(examiner: Examiner): Promise<void> {
  const by = examiner.hospital ?? examiner.pharmacy
  if (by === undefined) return
  await faultyEnvelopes(examiner, by)
  await formsOfSenders(examiner, by)
}

async function faultyEnvelopes(examiner: Examiner, by: Institution): Promise<void> {
  const question = questionAbout(by)
  const rules: [what: string, says: string, section: string, change: Record<string, string>][] = [
    ['未知交易拒绝', '没有的交易以−1答复并说明', '公共报文·请求 infno', { infno: '9998' }],
    ['缺msgid拒绝', 'msgid C(30) 必填', '公共报文·请求 msgid', { msgid: '' }],
    ['msgid超长拒绝', 'msgid C(30)', '公共报文·请求 msgid', { msgid: '9'.repeat(31) }],
    ['缺机构编号拒绝', 'fixmedins_code C(12) 必填', '公共报文·请求 fixmedins_code', { fixmedins_code: '' }],
    ['未知机构拒绝', 'fixmedins_code 为定点医药机构编号', '公共报文·请求 fixmedins_code', { fixmedins_code: 'H00000000000' }],
    ['缺交易时间拒绝', 'inf_time datetime 必填', '公共报文·请求 inf_time', { inf_time: '' }],
    ['缺就医地拒绝', 'mdtrtarea_admvs C(6) 必填（拼写为admvs）', '公共报文·请求 mdtrtarea_admvs', { mdtrtarea_admvs: '' }],
  ]
  for (const [what, says, section, change] of rules) {
    const body = JSON.stringify({ ...wrapped(examiner, by, question), ...change })
    const asked = await examiner.send(body, examiner.headers(by, change['infno'] ?? '1201', JSON_TYPE), '1201')
    // A key opens nothing for another institution, so that a gateway may be the first to refuse that one.
    const wants = by.key !== undefined && 'fixmedins_code' in change ? 'out' : -1
    note(examiner, asked, { what, says, section, wants, shows: shown(change) })
  }
  for (const [what, body] of [
    ['不是JSON的报文拒绝', '{"infno":'],
    ['空报文拒绝', ''],
  ] as const) {
    const asked = await examiner.send(body, examiner.headers(by, '1201', JSON_TYPE), '1201')
    note(examiner, asked, { what, says: '请求为一个JSON对象；不能解析时以HTTP 200、infcode −1答复', section: '公共报文·请求', wants: -1, shows: body })
  }
}

/** The same question, written in every way that senders were seen to write it. */
async function formsOfSenders(examiner: Examiner, by: Institution): Promise<void> {
  const question = questionAbout(by)
  const plain = (): Record<string, unknown> => wrapped(examiner, by, question)
  const forms: [what: string, says: string, section: string, type: string, body: string][] = [
    ['text/plain受理', '文档的Java示例以text/plain发送', '传输·请求', 'text/plain;charset=UTF-8', JSON.stringify(plain())],
    ['带字符集的application/json受理', 'Content-Type可带charset', '传输·请求', 'application/json; charset=utf-8', JSON.stringify(plain())],
    [
      '空键的表单受理',
      '有前置机以application/x-www-form-urlencoded、空键发送',
      '传输·请求',
      'application/x-www-form-urlencoded',
      `=${encodeURIComponent(JSON.stringify(plain()))}`,
    ],
    ['input为文本受理', 'input可为装着对象的文本', '公共报文·请求 input', JSON_TYPE, JSON.stringify({ ...plain(), input: JSON.stringify(question) })],
    [
      '文本"null"视为空',
      '有客户端以文本null表示空值',
      '公共报文·请求',
      JSON_TYPE,
      JSON.stringify({ ...plain(), dev_no: 'null', cainfo: 'null', sign_no: 'null' }),
    ],
    ['未知字段忽略', '未知字段不得导致拒绝', '公共约定', JSON_TYPE, JSON.stringify({ ...plain(), app_id: 'x', enctype: '', oinfno: '' })],
    ['单行节点可为数组', '单行节点与数组两种写法均受理', '公共约定', JSON_TYPE, JSON.stringify({ ...plain(), input: { medinsinfo: [question.medinsinfo] } })],
  ]
  for (const [what, says, section, type, body] of forms) {
    const asked = await examiner.send(body, examiner.headers(by, '1201', type), '1201')
    note(examiner, asked, { what, says, section, wants: 0, shows: `${type} ${shown(body).slice(0, 80)}` })
  }
}

function questionAbout(by: Institution) {
  return { medinsinfo: { fixmedins_type: by.kind === 'hospital' ? '1' : '2', fixmedins_code: by.code, fixmedins_name: '' } }
}

function wrapped(examiner: Examiner, by: Institution, input: unknown): Record<string, unknown> {
  return envelopeOf(examiner.centre.area, by, { infno: '1201', msgid: examiner.newMsgid(by), input, at: examiner.now })
}

interface Wanted {
  readonly what: string
  readonly says: string
  readonly section: string
  /** `out`: refused by the interface or already by the gateway. */
  readonly wants: 0 | -1 | 'out'
  readonly shows: string
}

function note(examiner: Examiner, asked: Asked, { wants, shows, ...rule }: Wanted): void {
  const { answer, reply } = asked
  const holds = wants === 'out' ? reply?.infcode === -1 || isKeptOut(asked) : answer.status === 200 && reply?.infcode === wants
  examiner.paper.chapter(ENVELOPE).messages++
  examiner.paper.chapter(ENVELOPE).offered = 'offered'
  const came = reply === undefined ? `HTTP ${answer.status} ${answer.body.toString('utf8').slice(0, 120)}` : `infcode ${String(reply.infcode)} ${reply.err_msg}`
  examiner.examine(ENVELOPE, { ...rule, holds, asked: shows, came })
}
