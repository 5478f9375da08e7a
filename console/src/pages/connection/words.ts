// Words for what the interface's log and credentials hold.
import type { Gateway } from '../../api/connection-types.js'

export const MANAGERS = '定点机构管理岗'

export const GATEWAYS: Readonly<Record<Gateway, string>> = {
  api: '_api_* 请求头（HMAC-SHA1）',
  tif: 'x-tif-* 请求头（SHA-256）',
  mobile: '移动支付（SM2/SM4）',
}

/** Microseconds as milliseconds with one decimal. */
export function milliseconds(micros: number): string {
  const tenths = Math.round(micros / 100)
  return `${Math.floor(tenths / 10)}.${tenths % 10}`
}

/** `2026-03-20 12:00:00` of a time as the server writes it. */
export function moment(text: string): string {
  return text.slice(0, 19).replace('T', ' ')
}
