// The population of a trial as it stands in the address: what is wrong with it, and what is sent.
import type { Address } from '../../session/address.js'

const USUAL_PEOPLE = 20_000
const USUAL_SEED = 1

export function isSynthetic(address: Address): boolean {
  return address.of('population') === 'synthetic'
}

export function drawnCity(address: Address): { readonly people: number; readonly seed: number } {
  const whole = (name: string, otherwise: number): number => {
    const text = address.of(name)
    return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : otherwise
  }
  return { people: whole('people', USUAL_PEOPLE), seed: whole('seed', USUAL_SEED) }
}

/** What keeps the wizard from going on; undefined where nothing does. */
export function populationFault(address: Address): string | undefined {
  if (isSynthetic(address)) return undefined
  const [from, to] = [address.of('from'), address.of('to')]
  if (from === undefined || to === undefined) return '请选起止日期。'
  return to < from ? '截止日期早于起始日期，请改正。' : undefined
}

/** The fields of the request. */
export function populationAsked(address: Address): Readonly<Record<string, string | number>> {
  const optional = Object.fromEntries(['scheme', 'rules_on'].flatMap((name) => ((value) => (value === undefined ? [] : [[name, value]]))(address.of(name))))
  if (isSynthetic(address)) return { population: 'synthetic', ...drawnCity(address), ...optional }
  return { from: address.of('from') ?? '', to: address.of('to') ?? '', ...optional }
}
