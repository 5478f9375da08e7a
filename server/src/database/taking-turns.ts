// Works that hold a connection for long take turns. Who asks a pool waits for a few seconds only and is then told that the database
// is away; so a crowd of long works would turn everybody else's short ones away. They wait here instead, before they ask.

/** Lets so many works run at once; the others follow in the order in which they came. */
export function takingTurns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let under = 0
  const enter = (): Promise<void> | undefined => {
    if (under >= atOnce) return new Promise((next) => waiting.push(next))
    under += 1
    return undefined
  }
  return async (work) => {
    await enter()
    try {
      return await work()
    } finally {
      // The place is handed on, so that nobody who comes now gets in between.
      const next = waiting.shift()
      if (next === undefined) under -= 1
      else next()
    }
  }
}
