// An officer's act over the desk's own routes, as a step of the proof: cut off now and then and handed in again, which must leave one
// effect; refused where the desk says so; money changes hands with it; then every check of the books.
import type { Day } from '@tongchou/domain/base/day.js'
import { randomFrom } from '../random/random.js'
import type { Reply, Who } from './office.js'
import { begin, check, type Proof, ProofFailed, restart, troubleOf } from './perform.js'
import type { Trouble } from './trouble.js'
import { handOver, type Move } from './world.js'

export interface Act {
  readonly name: string
  readonly day: Day
  readonly books: readonly string[]
  readonly by: Who
  readonly url: string
  readonly body: object
  /** How the desk refuses what stands already, and where what stands is found when its answer was lost; missing where it may be asked for twice. */
  readonly again?: { readonly codes: readonly string[]; readonly find: () => Promise<Reply> }
  /** Nothing befalls it. */
  readonly calm?: boolean
  readonly moves?: (answer: Reply['body']) => readonly Move[]
  readonly after?: (answer: Reply['body']) => void
}

/** An answer that the planner has to go along with. */
export class DeskRefused extends Error {
  readonly code: string

  constructor({ url }: Pick<Act, 'url'>, { status, body }: Reply) {
    super(`${url} ${status} ${String(body['code'])} ${String(body['sentence'])}`)
    this.code = String(body['code'])
  }
}

export async function act(proof: Proof, doing: Act): Promise<Reply['body']> {
  begin(proof, doing)
  proof.counts.acts += 1
  proof.office.at(doing.day)
  const random = randomFrom('province', proof.seed, 'trouble', proof.counts.steps)
  const { status, body } = await madeToStand(proof, doing, random)
  if (status >= 300) throw new DeskRefused(doing, { status, body })
  handOver(proof.world, doing.moves?.(body) ?? [])
  doing.after?.(body)
  await proof.afterStep?.(proof.counts.steps, doing.name)
  await check(proof, doing.books)
  if (doing.calm !== true && random.chance(0.004)) await restart(proof)
  return body
}

async function madeToStand(proof: Proof, doing: Act, random: ReturnType<typeof randomFrom>): Promise<Reply> {
  const { office, counts } = proof
  const post = (): Promise<Reply> => office.post(doing.by, doing.url, doing.body)
  const trouble: Trouble = doing.calm === true ? { kind: 'none' } : troubleOf(proof, random, doing.again !== undefined)
  await office.arm(trouble)
  const first = await post()
  const struck = await office.struck()
  await office.arm({ kind: 'none' })
  if (!struck || first.status < 500) return first
  if (trouble.kind === 'killed') counts.killed += 1
  else counts.answersLost += 1
  const second = await post()
  if (doing.again === undefined) return second
  const { codes, find } = doing.again
  const code = String(second.body['code'])
  if (codes.includes(code)) return find()
  // Whoever did not hear the answer hands it in again: only where nothing stands may it be taken.
  if (trouble.kind === 'answer_lost') throw new ProofFailed(proof, `办过的事再办一次应当被拒（${codes.join('、')}），结果是：${second.status} ${code}`)
  return second
}

/** A request that cannot be right: refused by the very words, and nothing left behind. */
export async function mustBeTurnedDown(proof: Proof, doing: Pick<Act, 'name' | 'day' | 'books' | 'by' | 'url' | 'body'>, code: string): Promise<void> {
  begin(proof, doing)
  proof.counts.wrongFiles += 1
  proof.office.at(doing.day)
  const { status, body } = await proof.office.post(doing.by, doing.url, doing.body)
  if (status < 300 || body['code'] !== code) throw new ProofFailed(proof, `应当被拒（${code}），结果是：${status} ${String(body['code'])}`)
  await check(proof, doing.books)
}

/** A step of something that is decided in turn: its page tells whether it was taken. */
export function turn(
  proof: Proof,
  of: Omit<Act, 'url' | 'body' | 'again'> & { readonly page: string },
  kind: string,
  more: object = {},
): Promise<Reply['body']> {
  const { page, ...doing } = of
  const again = { codes: TAKEN, find: () => proof.office.get(doing.by, page) }
  return act(proof, { ...doing, url: `${page}/steps`, body: { kind, ...more }, again })
}

const TAKEN = ['not_its_turn', 'step_not_due', 'already_approved']

/** How a job ended that an act started. */
export async function jobEnded(proof: Proof, by: Who, { job }: Reply['body']): Promise<Reply['body']> {
  for (;;) {
    const body = await seen(proof, by, `/api/jobs/${String(job)}`)
    if (body['state'] !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** What a page shows; it must be there. */
export async function seen(proof: Proof, by: Who, url: string): Promise<Reply['body']> {
  const answer = await proof.office.get(by, url)
  if (answer.status >= 300) throw new DeskRefused({ url }, answer)
  return answer.body
}
