// A value from the database that is kept in memory: read again when it is old, and at once after somebody said that it changed.

export interface Kept<T> {
  ask(): Promise<T>
  outdate(): void
}

/** A value that is read again in the background once it is older than `age`; a failed reading leaves the old one in use. */
export function kept<T>(age: number, read: () => Promise<T>): Kept<T> {
  let value: { readonly of: T; readonly at: number; readonly edition: number } | undefined
  let reading: Promise<T> | undefined
  let edition = 0
  const readAgain = (): Promise<T> => {
    const begun = edition
    reading ??= read()
      .then((fresh) => {
        value = { of: fresh, at: Date.now(), edition: begun }
        return fresh
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }
  const ask = async (): Promise<T> => {
    if (value === undefined) await readAgain()
    // A reading that was under way when the word came may have begun too early, so that a second one is needed.
    for (let turn = 0; turn < 2 && value !== undefined && value.edition !== edition; turn += 1) await readAgain().catch(() => undefined)
    if (value === undefined) return readAgain()
    // A database that is away must not stop what can still be answered from memory.
    if (Date.now() - value.at > age) readAgain().catch(() => undefined)
    return value.of
  }
  return {
    ask,
    outdate: () => {
      edition += 1
    },
  }
}
