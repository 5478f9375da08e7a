// What the fund's rules must answer for: residents' contributions by year without a hole, the person's share and the government's.
// A year that no document has given yet is simply not written; a year between two others is an oversight.
import type { PolicyFault } from './document.js'
import type { PoolingRules } from './pooling-rule.js'
import type { Stretch } from './timeline.js'

export function fundFaults(versions: readonly PoolingRules[], stretches: readonly Stretch[]): readonly PolicyFault[] {
  return versions.flatMap(({ inForce, contribution }) => {
    const at = stretches.find((stretch) => stretch.inForce === inForce)?.chosen.get('contribution')
    if (at === undefined || contribution?.kind !== 'per_head') return []
    return contributionFindings(contribution.individual, contribution.subsidy).map((sentence) => ({ file: at.file, line: at.line, sentence }))
  })
}

type ByYear = Readonly<Record<string, bigint>>

function contributionFindings(individual: ByYear, subsidy: ByYear): readonly string[] {
  const said = (what: string, table: ByYear): readonly string[] =>
    holes(Object.keys(table).sort()).map((year) => `${what}有前后两年、没有${year}年；请补上${year}年。`)
  return [...said('个人缴费', individual), ...said('财政补助', subsidy)]
}

function holes(years: readonly string[]): readonly string[] {
  return years.flatMap((year, index) => {
    const next = years[index + 1]
    if (next === undefined) return []
    return Array.from({ length: Number(next) - Number(year) - 1 }, (_, step) => String(Number(year) + step + 1))
  })
}
