// What has covered a unit's normal gap so far: each step takes its part of the rest and leaves a line with its article.
import { type Fen, least, portion } from '../base/money.js'
import type { Citation } from '../policy/citation.js'
import type { GapSharing } from '../policy/gap-rule.js'
import type { UnitGap } from './gap-of-unit.js'
import type { GapLine, GapSource } from './year.js'

export class Cover {
  readonly gap: UnitGap
  readonly lines: GapLine[] = []
  rest: Fen

  constructor(gap: UnitGap) {
    this.gap = gap
    this.rest = gap.normalFen
  }

  /** Pays as much of the rest as `available` allows; answers how much. */
  pay(source: GapSource, available: Fen, from: Citation | null): Fen {
    return this.line(source, available, 'covered', [], from)
  }

  wait(source: GapSource | null, amount: Fen, needs: string, from: Citation | null): Fen {
    return this.line(source, amount, 'awaiting', [needs], from)
  }

  undecided(needs: string, from: Citation | null): void {
    this.line(null, this.rest, 'undecided', [`document_silent:${needs}`], from)
  }

  /** The rest by the ratio between city and unit; without one it waits for the rule to come. */
  share(sharing: GapSharing | null, otherwise: Citation): void {
    const from = sharing?.from ?? otherwise
    if (sharing === null || sharing.ratio === null) {
      this.wait(null, this.rest, 'rule.sharing', from)
      return
    }
    this.pay('city_finance', portion(this.rest, sharing.ratio.city), from)
    this.pay('unit_finance', this.rest, from)
  }

  private line(source: GapSource | null, available: Fen, status: GapLine['status'], needs: readonly string[], from: Citation | null): Fen {
    const amountFen = least(this.rest, available)
    this.rest -= amountFen
    if (amountFen > 0n) this.lines.push({ unit: this.gap.year.unit, part: 'normal', source, amountFen, status, needs, from })
    return amountFen
  }
}
