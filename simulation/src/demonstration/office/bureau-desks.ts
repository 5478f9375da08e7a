// The bureau's other desks: a policy draft and its trial, bills settled anew for an identity that was confirmed late, an accident, the
// night's replay, a county's take-over, four parties' accounts, and an account asked for.
import { monthsAfter, yearOf } from '@tongchou/domain/base/day.js'
import { replayTonight } from '@tongchou/server/jobs/nightly-replay.js'
import type { Bill } from './bills.js'
import { ago, type Office } from './office.js'

export async function draftPolicy(office: Office): Promise<void> {
  const clerk = await office.as('bureau', 'policy_officer')
  const text = draftText(office)
  const { draft } = await clerk.post('/api/policy/drafts', {
    area: office.pool,
    title: '住院待遇调整（演示草案）',
    text,
    path: 'policies/demonstration/inpatient-change.md',
  })
  await clerk.post(`/api/policy/drafts/${draft}/check`, { revision: 1 })
  const week = { from: ago(office, 3), to: ago(office, 2) }
  const { job, trial } = await clerk.post('/api/trials', { draft, population: 'settled', ...week, scheme: 'resident' })
  for (let state = 'running'; state === 'running'; ) {
    state = (await clerk.get(`/api/jobs/${job ?? trial}`)).state
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const [tried] = await clerk.get('/api/trials')
  if (tried !== undefined) await clerk.post(`/api/policy/drafts/${draft}/trial`, { revision: 1, trial: tried.trial })
}

function draftText({ pool, today }: Office): string {
  return `---
document: 住院待遇调整（演示草案）
area: "${pool}"
status: consultation_draft
---
## 第一条 住院
三级医院的支付比例下调，其余不变。演示数据。

\`\`\`policy
scheme: resident
in_force: ${yearOf(today) + 1}-01-01
certainty: illustrative
inpatient.bands:
  mode: by_level
  position: above_deductible
  table: { township: 85%, "1": 85%, "2": 80%, "3": 70%, "3_province": 70% }
\`\`\`
`
}

/** Civil affairs confirms two identities late, in force since the year began; what was settled since is computed anew. */
export async function recogniseLate(office: Office): Promise<void> {
  await office.databases.batch.query(
    `INSERT INTO identity (person, identity, area, kind, list_code, in_force, confirmed_by, booked_on)
     SELECT s.person, nextval('fact_seq'), s.area, 'minimum_living', '2303', make_date(s.benefit_year, 1, 1), '民政局', $1
       FROM (SELECT DISTINCT ON (s.person) s.person, s.area, s.benefit_year, s.settlement FROM settlement s WHERE s.scheme = 'resident' AND s.benefit = 'inpatient'
          AND s.cancels IS NULL AND s.fund_fen > 0 AND s.benefit_year = $2 AND NOT EXISTS (SELECT FROM identity i WHERE i.person = s.person)) s
      ORDER BY s.settlement DESC LIMIT 2`,
    [office.today, yearOf(office.today)],
  )
  await (await office.as('agency', 'benefit_clerk')).job('/api/recomputations', { kind: 'identity', scheme: 'resident' })
}

export async function declareAccident(office: Office, { psnNo }: Bill): Promise<void> {
  const told = { happened_on: ago(office, 9), happened_at: '人民路口', circumstances: '骑电动车被小客车碰撞', claimed: 'third_party', promised: false }
  await (await office.as('agency', 'benefit_clerk')).post(`/api/persons/${psnNo}/accidents`, told)
}

export async function replayNight(office: Office): Promise<void> {
  const { batch } = office.databases
  const complain = (error: unknown): void => {
    throw error
  }
  await replayTonight({ batch, pool: office.pool, complain, clock: { now: () => new Date(`${office.today}T02:10:00+08:00`) } }, 60)
}

export async function takeOver(office: Office): Promise<void> {
  const { home } = await (await office.as('agency', 'finance_officer', 'county')).get('/api/session')
  const body = { as_of: monthsAfter(office.lastMonth, 2), switch_on: monthsAfter(office.lastMonth, 5), sources: ['县医保信息系统', '县财务软件'] }
  await (await office.as('bureau', 'fund_officer')).post('/api/takeovers', { unit: home, scheme: 'resident', ...body })
}

/** A unit is to have another name from the new year; the director has not approved it yet. */
export async function renameUnit(office: Office): Promise<void> {
  const clerk = await office.as('bureau', 'fund_officer')
  const { units } = await clerk.get('/api/pooling-units')
  const { unit, name } = units.findLast((one: { kind: string }) => one.kind !== 'city_level')
  const year = Number(office.today.slice(0, 4))
  const change = { kind: 'rename', unit, name: `${name}（拟更名）`, from_day: `${year + 1}-01-01` }
  await clerk.post('/api/pooling-units/changes', { ...change, document: `示府办〔${year}〕15号`, article: '二' })
}

/** The half year in which the county's pooling began; it is over. */
export async function registerLaunch(office: Office): Promise<void> {
  const period = { from: monthsAfter(office.lastMonth, -24), until: monthsAfter(office.lastMonth, -18) }
  const said = { document: `示府办〔${office.lastMonth.slice(0, 4)}〕2号`, remark: '启动期内不得出台放宽政策' }
  await (await office.as('bureau', 'director')).post('/api/policy/freeze', { area: office.pool, ...period, ...said })
}

/** Waits for the second security administrator. */
export async function askForAccount(office: Office): Promise<void> {
  const asked = { account: 'xin.daiyu', name: '新到岗·待遇经办岗', department: 'agency', role: 'benefit_clerk', area: office.pool, reason: '新到岗' }
  await (await office.as('platform', 'security_administrator')).post('/api/officer-requests', asked)
}
