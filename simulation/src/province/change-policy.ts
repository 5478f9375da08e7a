// The first city changes its law the way officers do, over their own routes: a draft is written and checked, tried on the bills settled so
// far, reviewed by a second officer, approved by a third, published under its number months before it is in force.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Act, act, jobEnded } from './act.js'
import { CHANGE_NUMBER, changeText, pathOf } from './benefit-documents.js'
import { directorOf } from './desk-payments.js'
import type { Reply, Who } from './office.js'
import { type Proof, ProofFailed } from './perform.js'
import { type City, YEAR } from './places.js'

export async function changePolicy(proof: Proof, city: City, day: Day): Promise<void> {
  const of = (role: string): Who => ({ department: 'bureau', role, home: city.code, pool: city.code, name: 'a' })
  const [author, reviewer] = [of('policy_officer'), of('policy_reviewer')]
  const doing = { name: `${city.code} 政策草案`, day, books: Object.values(city.books) }
  const opening = { area: city.code, title: '待遇调整', path: pathOf(city.code, 'change'), text: changeText(city.code) }
  const { draft } = await act(proof, { ...doing, by: author, url: '/api/policy/drafts', body: opening })
  const page = `/api/policy/drafts/${String(draft)}`
  const step = (by: Who, name: string, more: object = {}): Promise<Reply['body']> =>
    act(proof, { ...doing, by, url: `${page}/${name}`, body: { revision: 1, ...more }, again: again(proof, by, page) })
  await step(author, 'check')
  // A trial may be attached as often as one is made.
  const trial = await tried(proof, { ...doing, by: author }, String(draft))
  await act(proof, { ...doing, by: author, url: `${page}/trial`, body: { revision: 1, trial } })
  await step(reviewer, 'review')
  await step(directorOf(city), 'approve')
  const published = await step(author, 'publish', { document_number: CHANGE_NUMBER })
  if (published['stage'] !== 'published') throw new ProofFailed(proof, `草案没有发布：${String(published['stage'])}`)
  proof.counts.policies += 1
}

const again = (proof: Proof, by: Who, page: string): NonNullable<Act['again']> => ({ codes: ['wrong_stage'], find: () => proof.office.get(by, page) })

/** The trial's number: the draft beside the rules in force, on the bills that the city has settled. */
async function tried(proof: Proof, doing: Pick<Act, 'name' | 'day' | 'books' | 'by'>, draft: string): Promise<string> {
  const body = { draft, population: 'settled', from: `${YEAR}-01-01`, to: doing.day }
  const started = await act(proof, { ...doing, url: '/api/trials', body, calm: true })
  const { state, result, sentence } = await jobEnded(proof, doing.by, started)
  if (state !== 'done') throw new ProofFailed(proof, `测算没有完成：${String(sentence)}`)
  return String((result as Record<string, unknown>)['trial'])
}
