// What the forms of the claims desk gather, and amounts as they are typed.
import type { Dayjs } from 'dayjs'

export interface Given {
  readonly happened_on?: Dayjs
  readonly happened_at?: string
  readonly circumstances?: string
  readonly claimed?: string
  readonly promised?: boolean
  readonly mdtrt_id?: string
  readonly found?: string
  /** Per cent, as typed. */
  readonly liable_percent?: string
  readonly basis?: string
  readonly ground?: string
  readonly liable_party?: string
  readonly payer?: string
  readonly amount?: string
  readonly received_on?: Dayjs
}

export function dayText(day: Dayjs | undefined): string | undefined {
  return day?.format('YYYY-MM-DD')
}

const PERCENT = /^\s*\d{1,2}(\.\d{1,2})?\s*%?\s*$/

/** Per cent as typed → the decimal between 0 and 1; undefined where it is none. */
export function shareOf(text: string): string | undefined {
  if (!PERCENT.test(text)) return undefined
  const [whole = '', part = ''] = text.replace('%', '').trim().split('.')
  const digits = `${whole.padStart(2, '0')}${part}`.replace(/0+$/, '')
  return digits === '' ? undefined : `0.${digits}`
}

export const AMOUNT = /^\s*\d{1,10}(\.\d{1,2})?\s*$/

/** Yuan as typed → whole fen, digit by digit; undefined where it is no amount. */
export function fenOf(text: string): number | undefined {
  const plain = text.replaceAll(',', '').trim()
  if (!AMOUNT.test(plain)) return undefined
  const [yuan = '0', cents = ''] = plain.split('.')
  return Number(`${yuan}${cents.padEnd(2, '0')}`)
}
