// Deals numbered parts of a work to worker threads and takes their answers in any order; a thread is given its next part only
// when the answers are being taken, so that memory stays small. One failing thread fails the work.
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** In the main thread: runs `file` with `data` in each thread for the parts 0 … parts − 1 and hands each answer to `take`. */
export async function dealParts<Answer>(file: URL, data: unknown, parts: number, take: (answer: Answer, part: number) => Promise<void>): Promise<void> {
  const threads = Math.min(parts, Math.max(1, availableParallelism()))
  let next = 0
  let taking: Promise<void> = Promise.resolve()
  const worker = async (): Promise<void> => {
    const thread = new Worker(file, { workerData: data, resourceLimits: { maxYoungGenerationSizeMb: 96 } })
    try {
      while (next < parts) {
        const part = next++
        thread.postMessage(part)
        const [answer] = (await Promise.race([once(thread, 'message'), failed(thread)])) as [Answer]
        await taking
        taking = taking.then(() => take(answer, part))
      }
      await taking
    } finally {
      await thread.terminate()
    }
  }
  await Promise.all(Array.from({ length: threads }, worker))
}

async function failed(thread: Worker): Promise<never> {
  const [code] = await once(thread, 'exit')
  throw new Error(`a worker thread ended with ${code}`)
}

/** In a worker thread: answers each part that comes. `begin` gets what the main thread passed. */
export function answerParts<Data>(begin: (data: Data) => Promise<(part: number) => Promise<{ answer: unknown; transfer: ArrayBuffer[] }>>): void {
  if (isMainThread || parentPort === null) throw new Error('this file runs in a worker thread')
  const port = parentPort
  const ready = begin(workerData as Data)
  port.on('message', (part: number) => {
    void ready
      .then((answerOf) => answerOf(part))
      .then(
        ({ answer, transfer }) => port.postMessage(answer, transfer),
        (error: unknown) =>
          setImmediate(() => {
            throw error
          }),
      )
  })
}
