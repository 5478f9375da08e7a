// What the fund's rules must answer for: residents' contributions by year without a hole, the person's and the government's share
// for the same years. A year that no document has given yet is simply not written; a year between two others is an oversight.
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
  const [own, government] = [Object.keys(individual).sort(), Object.keys(subsidy).sort()]
  const single = [...own.filter((year) => !government.includes(year)), ...government.filter((year) => !own.includes(year))]
  return [
    ...single.map((year) => `${year}年只写了个人缴费或财政补助中的一项；请补上另一项，文件没有规定的年度两项都不写。`),
    ...holes(own).map((year) => `个人缴费有前后两年、没有${year}年；请补上${year}年。`),
  ]
}

function holes(years: readonly string[]): readonly string[] {
  return years.flatMap((year, index) => {
    const next = years[index + 1]
    if (next === undefined) return []
    return Array.from({ length: Number(next) - Number(year) - 1 }, (_, step) => String(Number(year) + step + 1))
  })
}
