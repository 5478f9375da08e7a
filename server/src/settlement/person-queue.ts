// Queues work by person: each person belongs to one writer, a writer takes what waits, a batch holds a person once, and the
// later work of that person waits for the next batch. So within a process two bills of one person never meet.

export interface PersonQueue<W, A> {
  submit(work: W): Promise<A>
}

interface Waiting<W, A> {
  readonly work: W
  readonly person: bigint
  readonly since: number
  readonly answer: (answer: A) => void
  readonly fail: (error: unknown) => void
}

export interface QueueOptions<W, A> {
  readonly writers: number
  readonly largest: number
  /** Milliseconds after which waiting work is given up untouched: the database does not answer. */
  readonly patience: number
  readonly personOf: (work: W) => bigint
  readonly tooLate: (work: W) => unknown
  /** Must answer each work of the batch, in order; an Error fails that one. */
  readonly carryOut: (batch: readonly W[]) => Promise<readonly (A | Error)[]>
}

export function personQueue<W, A>(options: QueueOptions<W, A>): PersonQueue<W, A> {
  const lanes = Array.from({ length: options.writers }, () => ({ waiting: [] as Waiting<W, A>[], busy: false }))
  const run = async (lane: (typeof lanes)[number]): Promise<void> => {
    lane.busy = true
    // Messages that came in together are decoded one after the other; the first does not leave before the others are there.
    await new Promise((next) => setImmediate(next))
    while (lane.waiting.length > 0) {
      const batch = takeBatch(lane.waiting, options.largest)
      const inTime = batch.filter((one) => Date.now() - one.since < options.patience)
      for (const late of batch) if (!inTime.includes(late)) late.fail(options.tooLate(late.work))
      if (inTime.length > 0) await settleBatch(inTime, options)
    }
    lane.busy = false
  }
  return {
    submit: (work) =>
      new Promise<A>((answer, fail) => {
        const person = options.personOf(work)
        const lane = lanes[Number(person % BigInt(lanes.length))]
        if (lane === undefined) throw new Error('a queue needs a writer')
        lane.waiting.push({ work, person, since: Date.now(), answer, fail })
        if (!lane.busy) void run(lane)
      }),
  }
}

/** Removes from `waiting` the first work of each person, oldest first, at most `largest`. */
function takeBatch<W, A>(waiting: Waiting<W, A>[], largest: number): Waiting<W, A>[] {
  const persons = new Set<bigint>()
  const batch: Waiting<W, A>[] = []
  const rest: Waiting<W, A>[] = []
  for (const one of waiting) {
    if (batch.length < largest && !persons.has(one.person)) {
      persons.add(one.person)
      batch.push(one)
    } else rest.push(one)
  }
  waiting.splice(0, waiting.length, ...rest)
  return batch
}

async function settleBatch<W, A>(batch: readonly Waiting<W, A>[], options: QueueOptions<W, A>): Promise<void> {
  try {
    const answers = await options.carryOut(batch.map((one) => one.work))
    batch.forEach((one, index) => {
      const answer = answers[index]
      if (answer === undefined || answer instanceof Error) one.fail(answer ?? new Error('a work of the batch was not answered'))
      else one.answer(answer)
    })
  } catch (error) {
    for (const one of batch) one.fail(error)
  }
}
