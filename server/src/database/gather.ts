// Questions that come in at the same time are asked together: while a few are on their way, the others wait and become the next
// statement. Planning, the way to the database and back, and the start of a statement are then paid once for many.

export interface GatherOptions<Q, A> {
  /** Statements on their way at once. */
  readonly atOnce: number
  /** Questions in one statement. */
  readonly largest: number
  /** Answers every question, in order. */
  readonly answer: (questions: readonly Q[]) => Promise<readonly A[]>
}

interface Waiting<Q, A> {
  readonly question: Q
  readonly answer: (answer: A) => void
  readonly fail: (error: unknown) => void
}

export function gather<Q, A>({ atOnce, largest, answer }: GatherOptions<Q, A>): (question: Q) => Promise<A> {
  const waiting: Waiting<Q, A>[] = []
  let busy = 0
  const run = async (): Promise<void> => {
    busy += 1
    // Messages that came in together are decoded one after the other; the first does not leave before the others are there.
    await new Promise((next) => setImmediate(next))
    while (waiting.length > 0) await answerAll(waiting.splice(0, largest), answer)
    busy -= 1
  }
  return (question) =>
    new Promise<A>((resolve, fail) => {
      waiting.push({ question, answer: resolve, fail })
      if (busy < atOnce) void run()
    })
}

async function answerAll<Q, A>(batch: readonly Waiting<Q, A>[], answer: GatherOptions<Q, A>['answer']): Promise<void> {
  try {
    const answers = await answer(batch.map(({ question }) => question))
    batch.forEach((one, index) => {
      if (index < answers.length) one.answer(answers[index] as A)
      else one.fail(new Error('a question was not answered'))
    })
  } catch (error) {
    for (const one of batch) one.fail(error)
  }
}
