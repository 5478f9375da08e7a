import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gather } from './gather.js'

test('what comes in while a statement is on its way becomes the next one, and each gets its own answer', async () => {
  const batches: number[][] = []
  let arrive = (): void => undefined
  const ask = gather<number, number>({
    atOnce: 1,
    largest: 3,
    answer: async (questions) => {
      batches.push([...questions])
      if (batches.length === 1) await new Promise<void>((resolve) => (arrive = resolve))
      return questions.map((question) => question * 10)
    },
  })
  const first = ask(1)
  await new Promise((next) => setImmediate(() => setImmediate(next)))
  const later = [2, 3, 4, 5].map(ask)
  arrive()
  assert.deepEqual(await Promise.all([first, ...later]), [10, 20, 30, 40, 50])
  assert.deepEqual(batches, [[1], [2, 3, 4], [5]])
})

test('a statement that fails fails its own questions and nobody after them', async () => {
  let times = 0
  const ask = gather<string, string>({
    atOnce: 1,
    largest: 10,
    answer: async (questions) => {
      times += 1
      if (times === 1) throw new Error('the database went away')
      return questions
    },
  })
  const lost = ask('a')
  await assert.rejects(lost, /went away/)
  assert.equal(await ask('b'), 'b')
})

test('a question that is left out of the answers is told so', async () => {
  const ask = gather<number, number>({ atOnce: 2, largest: 10, answer: async (questions) => questions.slice(1) })
  const answers = await Promise.allSettled([ask(1), ask(2)])
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
})
