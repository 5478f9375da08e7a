// Counts what is sent and answered: per transaction, per minute, and every sentence that was not expected.

/** Steps of two per cent between 10 µs and several minutes: small enough for a percentile, and it never grows. */
const STEP = Math.log(1.02)
const SMALLEST = 0.01
const STEPS = 900

export interface TransactionTally {
  count: number
  refused: number
  resent: number
  readonly histogram: Uint32Array
}

export interface Tally {
  readonly transactions: ReadonlyMap<string, TransactionTally>
  /** Sentence → how often. */
  readonly faults: ReadonlyMap<string, number>
  readonly notes: ReadonlySet<string>
  /** Transactions that the centre said it does not offer. */
  readonly lacking: Set<string>
  /** Planned cases that nobody began, because too many messages were waiting. */
  leftOut: number
  readonly minutes: readonly { readonly messages: number; readonly settlements: number }[]
  readonly messages: number
  readonly settlements: number
  answered(infno: string, ms: number, accepted: boolean): void
  resent(infno: string): void
  fault(infno: string, sentence: string): void
  note(sentence: string): void
}

const MOST_SENTENCES = 200
const SETTLING: ReadonlySet<string> = new Set(['2102', '2207', '2304'])

export function newTally(): Tally {
  const began = performance.now()
  const transactions = new Map<string, TransactionTally>()
  const faults = new Map<string, number>()
  const notes = new Set<string>()
  const minutes: { messages: number; settlements: number }[] = []
  const totals = { messages: 0, settlements: 0 }
  const of = (infno: string): TransactionTally => {
    const found = transactions.get(infno) ?? { count: 0, refused: 0, resent: 0, histogram: new Uint32Array(STEPS) }
    transactions.set(infno, found)
    return found
  }
  const minute = () => {
    const at = Math.floor((performance.now() - began) / 60_000)
    while (minutes.length <= at) minutes.push({ messages: 0, settlements: 0 })
    return minutes[at] ?? { messages: 0, settlements: 0 }
  }
  return {
    transactions,
    faults,
    notes,
    lacking: new Set(),
    leftOut: 0,
    minutes,
    get messages() {
      return totals.messages
    },
    get settlements() {
      return totals.settlements
    },
    answered: (infno, ms, accepted) => {
      const own = of(infno)
      own.count++
      const step = stepOf(ms)
      own.histogram[step] = (own.histogram[step] ?? 0) + 1
      totals.messages++
      minute().messages++
      if (!accepted) own.refused++
      else if (SETTLING.has(infno)) {
        totals.settlements++
        minute().settlements++
      }
    },
    resent: (infno) => {
      of(infno).resent++
    },
    fault: (infno, sentence) => {
      const said = `${infno} ${sentence}`
      if (faults.has(said) || faults.size < MOST_SENTENCES) faults.set(said, (faults.get(said) ?? 0) + 1)
    },
    note: (sentence) => notes.add(sentence),
  }
}

function stepOf(ms: number): number {
  return Math.max(0, Math.min(STEPS - 1, Math.ceil(Math.log(Math.max(ms, SMALLEST) / SMALLEST) / STEP)))
}

/** Milliseconds that the share of the answers took at most. */
export function percentile(histogram: Uint32Array, share: number): number {
  const all = histogram.reduce((sum, count) => sum + count, 0)
  let seen = 0
  for (let step = 0; step < histogram.length; step++) {
    seen += histogram[step] ?? 0
    if (seen > 0 && seen >= all * share) return SMALLEST * Math.exp(step * STEP)
  }
  return 0
}
