// The envelope of a request and what a reply says (hospital interface §2.1, §2.2).
import type { Institution } from '../centre.js'
import type { Answer } from './send.js'

export type Json = Readonly<Record<string, unknown>>

export interface Sent {
  readonly infno: string
  readonly msgid: string
  readonly input: unknown
  /** `yyyy-MM-dd HH:mm:ss`. */
  readonly at: string
  readonly signNo?: string
}

export function envelopeOf(area: string, institution: Institution, sent: Sent): Record<string, unknown> {
  return {
    infno: sent.infno,
    msgid: sent.msgid,
    mdtrtarea_admvs: institution.area ?? area,
    insuplc_admdvs: area,
    recer_sys_code: 'MBS_LOCAL',
    dev_no: '',
    dev_safe_info: '',
    cainfo: '',
    signtype: '',
    infver: 'V1.0',
    opter_type: '1',
    opter: '001',
    opter_name: '收费员',
    inf_time: sent.at,
    fixmedins_code: institution.code,
    fixmedins_name: institution.name,
    sign_no: sent.signNo ?? '',
    input: sent.input,
  }
}

/** 12 characters of the institution, 8 of the run, 10 of a serial: no two runs share one. */
export function msgidOf(institution: Institution, run: string, serial: number): string {
  return `${institution.code.slice(0, 12)}${run.slice(0, 8)}${String(serial).padStart(10, '0')}`
}

export interface Reply {
  readonly infcode: unknown
  readonly err_msg: string
  readonly inf_refmsgid: string
  readonly output: Json
  /** The reply as it came. */
  readonly whole: Json
}

/** Undefined where the answer is no reply of the interface. */
export function replyOf(answer: Answer): Reply | undefined {
  const whole = parsed(answer.body.toString('utf8'))
  if (whole === undefined || !('infcode' in whole)) return undefined
  const output = whole['output']
  return {
    infcode: whole['infcode'],
    err_msg: textOf(whole['err_msg']),
    inf_refmsgid: textOf(whole['inf_refmsgid']),
    output: typeof output === 'object' && output !== null ? (output as Json) : {},
    whole,
  }
}

function parsed(text: string): Json | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? (read as Json) : undefined
  } catch {
    return undefined
  }
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** The one row of a node, whether it came alone or in a list. */
export function rowOf(output: Json, node: string): Json {
  return rowsOf(output, node)[0] ?? {}
}

export function rowsOf(output: Json, node: string): readonly Json[] {
  const value = output[node]
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((one): one is Json => typeof one === 'object' && one !== null)
}
