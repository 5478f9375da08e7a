// What the yearly limits are called in documents, by the identity that policy data gives them. A limit that an area alone knows keeps
// its own word.
const NAMES: Readonly<Record<string, string>> = {
  basic_year: '年度最高支付限额',
  outpatient_year: '门诊年度限额',
  chronic_year: '慢性病年度限额',
  accident_year: '意外伤害年度限额',
}

export function capName(id: string): string {
  return NAMES[id] ?? `限额 ${id}`
}
