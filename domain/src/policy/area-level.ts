// Levels of government by the national area code, and the way rules are inherited: nation, province, city. A county inherits
// and sets nothing.

export type GovernmentLevel = 'nation' | 'province' | 'city' | 'county'

export const NATION = '000000'

export const LEVEL_WORDS: Readonly<Record<GovernmentLevel, string>> = { nation: '国家', province: '省级', city: '市级', county: '县级' }

export function governmentLevel(area: string): GovernmentLevel {
  if (area === NATION) return 'nation'
  if (/^\d{2}0000$/.test(area)) return 'province'
  return /^\d{4}00$/.test(area) ? 'city' : 'county'
}

/** Areas whose rules hold in `area`, the widest first, itself last. */
export function inheritanceOf(area: string): readonly string[] {
  return [...new Set([NATION, `${area.slice(0, 2)}0000`, `${area.slice(0, 4)}00`, area])]
}
