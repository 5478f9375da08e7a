// Deals numbered parts of a work to worker threads and takes their answers in any order; a thread is given its next part only
// when the answers are being taken, so that memory stays small. One failing thread fails the work.
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

export interface Threads<Answer> {
  /** Gives each part from 0 to `parts` − 1, with what `given` finds for it, to a thread and hands the answers to `take`, one after another. */
  deal(parts: number, given: (part: number) => Promise<unknown>, take: (answer: Answer) => Promise<void>): Promise<void>
  end(): Promise<void>
}

/** Starts `file` with `data` in each thread and waits until every thread has prepared itself. */
export async function startThreads<Answer>(file: URL, data: unknown, most: number): Promise<Threads<Answer>> {
  const many = Math.max(1, Math.min(most, availableParallelism()))
  // A young generation that holds a whole part spares most of the garbage collector's work.
  const threads = Array.from({ length: many }, () => new Worker(file, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: 160 } }))
  const end = async (): Promise<void> => void (await Promise.all(threads.map((thread) => thread.terminate())))
  try {
    await Promise.all(threads.map(nextMessage))
  } catch (error) {
    await end()
    throw error
  }
  return { end, deal: (parts, given, take) => deal(threads, parts, given, take) }
}

async function deal<Answer>(
  threads: readonly Worker[],
  parts: number,
  given: (part: number) => Promise<unknown>,
  take: (answer: Answer) => Promise<void>,
): Promise<void> {
  let next = 0
  let taking: Promise<void> = Promise.resolve()
  const work = async (thread: Worker): Promise<void> => {
    while (next < parts) {
      const part = next++
      thread.postMessage({ part, given: await given(part) })
      const answer = (await nextMessage(thread)) as Answer
      await taking
      taking = taking.then(() => take(answer))
    }
    await taking
  }
  await Promise.all(threads.map(work))
}

async function nextMessage(thread: Worker): Promise<unknown> {
  const over = new AbortController()
  try {
    const [message] = await Promise.race([once(thread, 'message', { signal: over.signal }), failed(thread, over.signal)])
    return message
  } finally {
    over.abort()
  }
}

/** An error of the thread rejects by itself; an exit without one is an error too. */
async function failed(thread: Worker, signal: AbortSignal): Promise<never> {
  const [code] = await once(thread, 'exit', { signal })
  throw new Error(`a worker thread ended with ${code}`)
}

export interface PartAnswer {
  readonly answer: unknown
  readonly transfer: readonly ArrayBuffer[]
}

/** In a worker thread: prepares itself with what the main thread passed, then answers each part that comes. */
export async function answerParts<Data, Given>(
  prepare: (data: Data) => Promise<(part: number, given: Given) => PartAnswer | Promise<PartAnswer>>,
): Promise<void> {
  if (isMainThread || parentPort === null) throw new Error('this file runs in a worker thread')
  const port = parentPort
  const answerOf = await prepare(workerData as Data)
  // A rejection nobody takes ends the thread with its error, which is what the main thread is waiting for.
  port.on('message', async ({ part, given }: { part: number; given: Given }) => {
    const { answer, transfer } = await answerOf(part, given)
    port.postMessage(answer, [...transfer])
  })
  port.postMessage('ready')
}
