// A unit's gap and its causes: what its own fault or the time before pooling made is taken out first, proven causes before claimed
// ones; the rest is the normal gap that the pool's rule covers.
import { type Fen, least, notBelowZero, sumOf } from '../base/money.js'
import type { ManagementGap } from '../policy/gap-rule.js'
import type { Cause, GapLine, UnitYear } from './year.js'

export interface UnitGap {
  readonly year: UnitYear
  readonly surplusFen: Fen
  readonly gapFen: Fen
  readonly managementFen: Fen
  readonly awaitingFindingFen: Fen
  readonly normalFen: Fen
  readonly lines: readonly GapLine[]
}

export function gapOfUnit(year: UnitYear, afterLevy: boolean, management: ManagementGap | null): UnitGap {
  const result = year.incomeFen - year.expenditureFen - (afterLevy ? year.levyFen : 0n)
  const gapFen = notBelowZero(-result)
  const faults = faultLines(year, gapFen, management)
  const managementFen = sumOf(faults.filter(({ established }) => established).map(({ line }) => line.amountFen))
  const awaitingFindingFen = sumOf(faults.filter(({ established }) => !established).map(({ line }) => line.amountFen))
  return {
    year,
    surplusFen: notBelowZero(result),
    gapFen,
    managementFen,
    awaitingFindingFen,
    normalFen: gapFen - managementFen - awaitingFindingFen,
    lines: faults.map(({ line }) => line),
  }
}

interface Fault {
  readonly line: GapLine
  readonly established: boolean
}

function faultLines({ unit, causes }: UnitYear, gapFen: Fen, management: ManagementGap | null): Fault[] {
  const numbered = causes.map((cause, index) => ({ cause, index })).filter(({ cause }) => cause.kind !== 'reasonable')
  const inOrder = [...numbered.filter(({ cause }) => cause.established), ...numbered.filter(({ cause }) => !cause.established)]
  const faults: Fault[] = []
  let left = gapFen
  for (const { cause, index } of inOrder) {
    const amountFen = least(cause.amountFen, left)
    left -= amountFen
    if (amountFen > 0n) faults.push({ established: cause.established, line: faultLine(unit, cause, index, amountFen, management) })
  }
  return faults
}

function faultLine(unit: string, { kind, established }: Cause, index: number, amountFen: Fen, management: ManagementGap | null): GapLine {
  const line = { unit, part: kind === 'pre_pooling' ? ('pre_pooling' as const) : ('management' as const), amountFen, from: management?.from ?? null }
  if (!established) return { ...line, source: null, status: 'awaiting', needs: [`causes[${index}].finding`] }
  if (management === null) return { ...line, source: null, status: 'undecided', needs: ['document_silent:management_gap'] }
  return { ...line, source: management.payer, status: 'covered', needs: [] }
}
