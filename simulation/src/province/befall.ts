// What goes wrong in a year comes by chance, and befalls every seed all the same: what a run was spared until then befalls it at the next
// occasion, so that no proof goes without it.

export interface Mishaps {
  killed: number
  answersLost: number
  restarts: number
  /** Files handed in twice. */
  twice: number
  /** Subsidies that did not come in the month in which they were expected. */
  lateSubsidies: number
  /** Payments that the bank returned or did not carry out. */
  bounced: number
  /** Settled bills that were cancelled. */
  cancelled: number
  /** Vouchers taken back in red. */
  redLetters: number
}

export interface Fate extends Mishaps {
  steps: number
}

const AT_THE_LATEST = 60

/** By chance; but what has not befallen a run by its sixtieth step befalls it at once, and in a small run in the turn of the last city. */
export function befalls(fate: Fate, what: keyof Mishaps, byChance: boolean, lastTurn = false): boolean {
  return byChance || (fate[what] === 0 && (lastTurn || fate.steps >= AT_THE_LATEST))
}

export interface Occasion {
  befalls(byChance: boolean): boolean
  /** Once the step stands. */
  readonly happened: () => void
}

/** For a step in which it may befall several: where chance spares all of a run that has gone without, it is the first. */
export function occasion({ fate, last }: { readonly fate: Fate; readonly last: boolean }, what: keyof Mishaps): Occasion {
  let struck = 0
  return {
    befalls: (byChance) => {
      const does = struck > 0 ? byChance : befalls(fate, what, byChance, last)
      if (does) struck += 1
      return does
    },
    happened: () => {
      fate[what] += struck
    },
  }
}
