// The gateway (§3.2, §3.3): each thing that is wrong with a signature keeps the message out, and each form in which real senders write
// a right one lets it in. Walked where the institution has a key.
import type { GatewayKey, Institution } from '../centre.js'
import { envelopeOf } from '../wire/envelope.js'
import { type Headers, signedHeaders } from '../wire/sign.js'
import type { Asked, Examiner } from './examiner.js'
import { GATEWAY, type Paper } from './paper.js'

/** Beyond the thirty minutes of one family and the usual minutes of the other. */
const TOO_LONG = 3 * 3_600_000
const SAYS = '网关校验失败以{"code":401,"message":…}答复，不是业务报文'
const SECTION: Readonly<Record<GatewayKey['family'], string>> = { api: '网关 _api_*', tif: '网关 x-tif-*' }
const SIGNATURE: Readonly<Record<GatewayKey['family'], string>> = { api: '_api_signature', tif: 'x-tif-signature' }

interface Trial {
  readonly what: string
  readonly says: string
  readonly wants: 'in' | 'out'
  readonly headers: Headers
  readonly derived?: boolean
}

export async function walkGateway(examiner: Examiner): Promise<void> {
  const by = examiner.hospital ?? examiner.pharmacy
  if (by?.key === undefined) return
  for (const trial of [...faults(examiner, by.key), ...forms(examiner, by.key)]) await attempt(examiner, by, by.key, trial)
  const headers = signed(examiner, by.key)
  const once = { what: '签名受理', says: '按规范签名的报文应被受理', wants: 'in' } as const
  await attempt(examiner, by, by.key, { ...once, headers })
  await attempt(examiner, by, by.key, { what: '同一签名再次使用拒绝', says: '签名（随机数）只能使用一次，防止重放', wants: 'out', headers })
}

function signed(examiner: Examiner, key: GatewayKey, changes: { name?: string; at?: number } = {}): Headers {
  return signedHeaders({ key, name: examiner.profile.apiName.replace('{infno}', '1201'), at: examiner.signer.moment(), ...changes })
}

function faults(examiner: Examiner, key: GatewayKey): Trial[] {
  const fault = (what: string, headers: Headers, derived = false): Trial => ({ what, says: SAYS, wants: 'out', headers, derived })
  const late = (by: number): Headers => signed(examiner, key, { at: examiner.signer.moment() + by })
  const right = signed(examiner, key)
  return [
    // A centre may let its own machine in, or an institution that got no key yet.
    fault('没有签名头拒绝', {}, true),
    ...Object.keys(right).map((name) => fault(`缺${name}拒绝`, without(signed(examiner, key), name))),
    fault('密钥不对拒绝', signed(examiner, { ...key, secret: `${key.secret}x` })),
    fault('签名不是签名拒绝', { ...right, [SIGNATURE[key.family]]: '!!' }),
    fault('未知访问密钥拒绝', signed(examiner, { ...key, access: 'no-such-key' })),
    fault('过时的时间戳拒绝', late(-TOO_LONG)),
    fault('超前的时间戳拒绝', late(TOO_LONG)),
    ...(key.family === 'api' ? [fault('接口名为另一交易拒绝', signed(examiner, key, { name: '2207' }), true)] : []),
  ]
}

/** Right signatures, as senders were seen to write them. */
function forms(examiner: Examiner, key: GatewayKey): Trial[] {
  const form = (what: string, says: string, headers: Headers): Trial => ({ what, says, wants: 'in', headers })
  const renamed = (change: (name: string) => string): Headers =>
    Object.fromEntries(Object.entries(signed(examiner, key)).map(([name, value]) => [change(name), value]))
  const always = [
    form(
      '头名称大写受理',
      'HTTP头名称不分大小写',
      renamed((name) => name.toUpperCase()),
    ),
  ]
  if (key.family === 'api') {
    const named = (name: string): Trial => form(`接口名${name}受理`, '湖南以交易编号为_api_name，江西以hsa-fsi-加交易编号', signed(examiner, key, { name }))
    return [...always, named('1201'), named('hsa-fsi-1201')]
  }
  const right = signed(examiner, key)
  const upper = { ...right, 'x-tif-signature': (right['x-tif-signature'] ?? '').toUpperCase() }
  return [...always, form('签名大写十六进制受理', '两种客户端十六进制大小写不同', upper)]
}

function without(headers: Headers, name: string): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name))
}

async function attempt(examiner: Examiner, by: Institution, key: GatewayKey, { what, says, wants, headers, derived = false }: Trial): Promise<void> {
  const input = { medinsinfo: { fixmedins_type: by.kind === 'hospital' ? '1' : '2', fixmedins_code: by.code, fixmedins_name: '' } }
  const sent = { infno: '1201', msgid: examiner.newMsgid(by), input, at: examiner.now }
  const body = JSON.stringify(envelopeOf(examiner.centre.area, by, sent))
  const asked = await examiner.send(body, { 'content-type': 'application/json;charset=UTF-8', ...headers }, '1201')
  counted(examiner.paper)
  const holds = wants === 'in' ? asked.answer.status === 200 && asked.reply?.infcode === 0 : isKeptOut(asked)
  // Names only: nothing of a signature belongs in a report.
  examiner.examine(GATEWAY, { what, says, section: SECTION[key.family], holds, asked: Object.keys(headers).join('、'), came: cameOf(asked), derived })
}

function counted(paper: Paper): void {
  const chapter = paper.chapter(GATEWAY)
  chapter.messages++
  chapter.offered = 'offered'
}

/** Refused by the gateway, before the interface. */
export function isKeptOut({ answer }: Asked): boolean {
  try {
    const { code, message } = JSON.parse(answer.body.toString('utf8')) as { code?: unknown; message?: unknown }
    return Number(code) === 401 && typeof message === 'string' && message !== ''
  } catch {
    return false
  }
}

function cameOf({ answer, reply }: Asked): string {
  return reply === undefined ? `HTTP ${answer.status} ${answer.body.toString('utf8').slice(0, 120)}` : `infcode ${String(reply.infcode)} ${reply.err_msg}`
}
