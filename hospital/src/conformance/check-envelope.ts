// What holds for every reply, whatever was asked (hospital interface §2.2, §3.4, §5.1).
import type { Reply } from '../wire/envelope.js'
import type { Answer } from '../wire/send.js'
import type { Examined } from './paper.js'

const REPLY = '公共报文·答复'

/** 5204 answers its rows without a node. */
const ROWS_ALONE: ReadonlySet<string> = new Set(['5204'])

export function envelopeChecks(infno: string, answer: Answer, reply: Reply | undefined): Examined[] {
  const came = answer.body.toString('utf8').slice(0, 200)
  const always: Examined[] = [
    line('HTTP状态码为200', '业务错误也以HTTP 200答复，客户端把其他状态当作通信故障', '传输·答复', answer.status === 200, String(answer.status)),
    line('答复带Content-Type', '每个答复都带Content-Type头，Java客户端直接读取它', '客户端实情', answer.contentType !== '', answer.contentType),
    line('答复是含infcode的JSON对象', '答复为一个JSON对象，含infcode', REPLY, reply !== undefined, came),
  ]
  return reply === undefined ? always : [...always, ...fixedFields(infno, reply)]
}

function fixedFields(infno: string, reply: Reply): Examined[] {
  const { infcode, whole, err_msg, inf_refmsgid } = reply
  const text = (field: string): string => String(whole[field] ?? '')
  const accepted = infcode === 0
  return [
    line('infcode是JSON数字0或−1', 'infcode N(4)：0成功，−1失败；须为JSON数字', REPLY, infcode === 0 || infcode === -1, JSON.stringify(infcode)),
    ...['refmsg_time', 'respond_time'].map((field) =>
      line(`${field}为17位时间`, `${field} C(17) yyyyMMddHHmmssSSS`, REPLY, text(field) === '' || /^\d{17}$/.test(text(field)), text(field)),
    ),
    accepted
      ? line('成功时有接收方报文ID', 'inf_refmsgid C(30)，成功时必填', REPLY, inf_refmsgid !== '' && inf_refmsgid.length <= 30, inf_refmsgid)
      : line('失败时说明原因', 'err_msg C(200)，失败时必填', REPLY, err_msg.trim() !== '' && err_msg.length <= 200, err_msg),
    line(
      'output为对象或null',
      'output为含具名节点的对象，没有输出时为{}或null',
      REPLY,
      isNodeHolder(whole['output']) || (ROWS_ALONE.has(infno) && Array.isArray(whole['output'])),
      JSON.stringify(whole['output'] ?? null).slice(0, 80),
    ),
  ]
}

function isNodeHolder(output: unknown): boolean {
  return output === undefined || output === null || (typeof output === 'object' && !Array.isArray(output))
}

function line(what: string, says: string, section: string, holds: boolean, came: string): Examined {
  return { what, says, section, holds, came }
}
