// A county that comes into the pool in the first month, at the desk: its old system's files uploaded and read by the product's own readers
// (a strange one is refused whole), checked, tasks done, the audit sheet agreed by bureau, finance and auditors, its money asked in by one
// officer and posted by another: surplus frozen for its origin, debts and claims beside the cash.
import { createHash } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, yuanText } from '@tongchou/domain/base/money.js'
import { syntheticCertificate } from '../people/certificate-number.js'
import { act, jobEnded, seen } from './act.js'
import { clerkOf, directorOf, financeOf, fundOfficerOf } from './desk-payments.js'
import type { Reply, Who } from './office.js'
import { type Proof, ProofFailed } from './perform.js'
import { hospitalOf } from './places.js'
import { addTo, between, type Planner } from './plan.js'
import { bank, outside } from './world.js'

const SOURCE = '城乡居民医保'
const BORN = '1970-05-01'

interface Legacy {
  readonly cash: Fen
  readonly owing: Fen
  readonly claims: Fen
}

interface Coming {
  readonly proof: Proof
  readonly planner: Planner
  readonly unit: string
  readonly url: string
  readonly day: Day
}

export async function takeOver(proof: Proof, planner: Planner, unit: string, day: Day): Promise<void> {
  const { city, random } = planner
  const legacy: Legacy = { cash: between(random, 60_000, 260_000), owing: between(random, 1_000, 9_000), claims: between(random, 500, 3_000) }
  const body = { unit, scheme: 'resident', as_of: `${Number(day.slice(0, 4)) - 1}-12-31`, switch_on: `${day.slice(0, 4)}-12-01`, sources: [SOURCE] }
  const doing = { name: `${city.code} 接管 ${unit}`, day, books: [city.books.resident] }
  const made = await act(proof, { ...doing, by: fundOfficerOf(city), url: '/api/takeovers', body })
  const coming = { proof, planner, unit, url: `/api/takeovers/${String(made['takeover'])}`, day }
  await data(coming)
  await audit(coming, legacy)
  await money(coming, legacy)
}

const countyOf = ({ planner: { city }, unit }: Coming): Who => clerkOf(city, 'a', unit)

async function data(coming: Coming): Promise<void> {
  const strange = await bring(coming, 'persons', '姓名,工号\n甲,1\n')
  if (strange['state'] !== 'failed') throw new ProofFailed(coming.proof, `表头不对的接管文件没有被拒：${JSON.stringify(strange)}`)
  coming.proof.counts.wrongFiles += 1
  const header = '证件类型,证件号码,姓名,性别,出生日期,手机号,待遇年度,人员类别,是否退休,待遇开始日期,待遇截止日期,身份类别,身份认定部门'
  const year = coming.day.slice(0, 4)
  const rows = [1, 2, 3].map((n) => `居民身份证,${syntheticCertificate(n, BORN, '1')},接管人${n},男,${BORN},,${year},1701,否,${year}-01-01,${year}-12-31,,`)
  must(coming, await bring(coming, 'persons', `${[header, ...rows].join('\n')}\n`))
  must(coming, await ended(coming, await posted(coming, 'checks', {})))
  await tasks(coming, 'data')
  await step(coming, countyOf(coming), 'data_finished')
}

async function audit(coming: Coming, { cash, owing, claims }: Legacy): Promise<void> {
  const { proof, planner, unit, url } = coming
  const line = (item: string, other: string, fen: Fen): string => `${SOURCE},${item},${other},${yuanText(fen)},${yuanText(fen)},询证函2026-01`
  const lines = [
    line('财政专户存款（活期）', '', cash),
    line('欠付定点医药机构', hospitalOf(unit), owing),
    line('应付零星报销款', '参保人', claims),
    line('基金结余', '', cash),
  ]
  must(coming, await bring(coming, 'fund', `来源基金,项目,往来单位,账面数,核实数,核实依据\n${lines.join('\n')}\n`))
  must(coming, await ended(coming, await posted(coming, 'checks', {})))
  const { hash } = await seen(proof, countyOf(coming), `${url}/sheet`)
  const auditor: Who = { department: 'audit', role: 'auditor', home: unit, pool: planner.city.code, name: 'a' }
  await tasks(coming, 'audit')
  for (const by of [countyOf(coming), financeOf(planner.city, unit), auditor])
    await posted(coming, 'confirmations', { sheet_hash: hash, agreed: true, document: '示范清查〔2026〕1号' }, by)
  await step(coming, countyOf(coming), 'audit_finished')
}

async function money(coming: Coming, { cash, owing, claims }: Legacy): Promise<void> {
  const { planner, unit } = coming
  const { city, owed } = planner
  const book = city.books.resident
  await step(coming, fundOfficerOf(city), 'transfer_asked')
  await step(coming, directorOf(city), 'transferred', { from: outside('before the year'), to: bank(book, '1003', unit), fen: cash })
  addTo(owed.hospitals, `${book} ${hospitalOf(unit)} ${unit} pool`, owing)
  addTo(owed.claims, unit, claims)
}

async function step(coming: Coming, by: Who, kind: string, move?: { from: string; to: string; fen: Fen }): Promise<void> {
  const { proof, url, unit, day, planner } = coming
  const again = { codes: ['not_its_turn', 'not_asked', 'done_already'], find: () => proof.office.get(by, url) }
  const doing = { name: `${planner.city.code} 接管 ${unit} ${kind}`, day, books: [planner.city.books.resident], by, url: `${url}/steps`, body: { kind } }
  await act(proof, { ...doing, again, ...(move === undefined ? {} : { moves: () => [move] }) })
}

async function tasks(coming: Coming, stage: string): Promise<void> {
  const list = (await seen(coming.proof, countyOf(coming), coming.url))['task_list'] as { task: number; stage: string; done: boolean }[]
  for (const { task } of list.filter((one) => one.stage === stage && !one.done)) await posted(coming, `tasks/${task}/events`, { kind: 'done' })
}

/** What moves no money; a job that it starts must not be cut off by what befalls the request. */
function posted(coming: Coming, what: string, body: object, by = countyOf(coming)): Promise<Reply['body']> {
  const { proof, planner, unit, url, day } = coming
  const doing = { name: `${planner.city.code} 接管 ${unit} ${what}`, day, books: [planner.city.books.resident], calm: true }
  return act(proof, { ...doing, by, url: what.startsWith('/') ? what : `${url}/${what}`, body })
}

/** Announced, sent, and read by a job; answers how the job ended. */
async function bring(coming: Coming, layout: string, text: string): Promise<Reply['body']> {
  const bytes = Buffer.from(text)
  const about = { unit: coming.unit, layout, name: `${layout}.csv`, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
  const { upload } = await posted(coming, '/api/uploads', about)
  await posted(coming, `/api/uploads/${String(upload)}/pieces`, { piece: 0, content: bytes.toString('base64') })
  return ended(coming, await posted(coming, 'files', { upload, whole: true }))
}

const ended = (coming: Coming, started: Reply['body']): Promise<Reply['body']> => jobEnded(coming.proof, countyOf(coming), started)

function must(coming: Coming, ended: Reply['body']): void {
  if (ended['state'] !== 'done') throw new ProofFailed(coming.proof, `接管文件没有读入：${String(ended['sentence'])}`)
}
