// The desk links and unlinks family accounts (家庭共济): the owner consents, the member may then pay from the owner's account.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { FamilyRelation } from '@tongchou/domain/policy/benefit-policy.js'
import { RELATION_NAMES } from '@tongchou/domain/policy/national-lists.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber } from '../enrolment/person-number.js'
import { knownPerson, visiblePerson } from '../enrolment/visible-person.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { insertDeskFact } from './accident-store.js'
import type { LinkBody, Links } from './exclusion-schema.js'
import { type Done, ownPerson } from './handle-accident.js'

type Asked = Static<typeof LinkBody>

export function linkFamily(desk: Desk, number: string, body: Asked, today: Day): Promise<Done | Refusal> {
  const fault = dayFault(body, today)
  if (fault !== undefined) return Promise.resolve(fault)
  return desk.write(async (client) => {
    const owner = await ownPerson(client, desk, number)
    if (isRefusal(owner)) return owner
    const member = await knownPerson(client, desk.officer, body.member)
    if (isRefusal(member)) return member
    if (member.person === owner.person) return refused('own_account', '不能与本人建立共济关系；本人账户直接使用。')
    if (!(await hasAccount(client, owner.person))) return refused('no_account', '该人员没有个人账户，不能为家人共济；请核对账户所有人。')
    const standing = (await linksOf(client, owner.person)).some((one) => one.person === owner.person && one.member === member.person && stands(one, today))
    if (standing) return refused('linked_already', '与该家人的共济关系已经登记，请先解除再重新登记。')
    const { relation, rank, yearly_limit_fen = null, consented_on, in_force, until = null } = body
    const told = { relation, rank, yearly_limit_fen, consented_on, in_force, until, officer: desk.officer.officer, booked_on: today }
    const fact = await insertDeskFact(client, 'family_link', 'link', { person: owner.person, area: owner.area, member: member.person, ...told })
    await desk.audit('family.linked', { person: owner.person, area: owner.area, detail: { link: String(fact) } })
    return { fact: String(fact), sentence: `已登记；${in_force}起该家人可以使用本账户。` }
  })
}

function dayFault({ consented_on, in_force, until }: Asked, today: Day): Refusal | undefined {
  if (consented_on > today) return refused('bad_day', '同意日期晚于今天，请核对。')
  if (in_force < consented_on) return refused('bad_day', '生效日期早于同意日期；共济从账户所有人同意之日起才能使用，请核对。')
  return until !== undefined && until < in_force ? refused('bad_day', '终止日期早于生效日期，请核对。') : undefined
}

export function unlinkFamily(desk: Desk, number: string, link: bigint, today: Day): Promise<Done | Refusal> {
  return desk.write(async (client) => {
    const owner = await ownPerson(client, desk, number)
    if (isRefusal(owner)) return owner
    const found = (await linksOf(client, owner.person)).find((one) => one.link === link && one.person === owner.person)
    if (found === undefined) return refused('not_found', '没有这条共济关系，请核对编号。')
    if (found.withdrawn) return refused('withdrawn_already', '该共济关系已经解除。')
    const { member, relation, rank, consented_on } = found
    const told = { relation, rank, consented_on, in_force: today, withdraws: link, officer: desk.officer.officer, booked_on: today }
    const fact = await insertDeskFact(client, 'family_link', 'link', { person: owner.person, area: owner.area, member, ...told })
    await desk.audit('family.unlinked', { person: owner.person, area: owner.area, detail: { link: String(link) } })
    return { fact: String(fact), sentence: '已解除；该家人不能再使用本账户，已支付的不受影响。' }
  })
}

export async function readLinks(desk: Desk, number: string): Promise<Static<typeof Links> | Refusal> {
  const seen = await desk.read(async (client) => {
    const row = await visiblePerson(client, desk.officer, number)
    return isRefusal(row) ? row : { row, links: await linksOf(client, row.person) }
  })
  if (isRefusal(seen)) return seen
  const { person, area } = seen.row
  await desk.audit('family.seen', { person, area })
  const json = (one: LinkRow) => linkJson(desk.officer.pool, one)
  return { pays_for: seen.links.filter((one) => one.person === person).map(json), paid_by: seen.links.filter((one) => one.member === person).map(json) }
}

interface LinkRow {
  readonly link: bigint
  readonly person: bigint
  readonly member: bigint
  readonly owner_name: string | null
  readonly member_name: string | null
  readonly relation: FamilyRelation
  readonly rank: number
  readonly yearly_limit_fen: Fen | null
  readonly consented_on: Day
  readonly in_force: Day
  readonly until: Day | null
  readonly withdrawn: boolean
}

function stands({ until, withdrawn }: LinkRow, today: Day): boolean {
  return !withdrawn && (until === null || until >= today)
}

/** Links of the person's account, and links of others' accounts for the person. */
async function linksOf(client: pg.ClientBase, person: bigint): Promise<readonly LinkRow[]> {
  const { rows } = await client.query<LinkRow>(
    `SELECT l.link, l.person, l.member, o.name AS owner_name, m.name AS member_name, l.relation, l.rank, l.yearly_limit_fen, l.consented_on, l.in_force, l.until,
       EXISTS (SELECT 1 FROM family_link w WHERE w.person = l.person AND w.withdraws = l.link) AS withdrawn
     FROM family_link l LEFT JOIN person o ON o.person = l.person LEFT JOIN person m ON m.person = l.member
     WHERE (l.person = $1 OR l.member = $1) AND l.withdraws IS NULL ORDER BY l.rank, l.link`,
    [person],
  )
  return rows
}

async function hasAccount(client: pg.ClientBase, person: bigint): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM individual_account WHERE person = $1', [person])
  return rowCount === 1
}

/** A name that row-level security hides is another area's person. */
function linkJson(pool: string, row: LinkRow): Static<typeof Links>['pays_for'][number] {
  const { link, person, member, owner_name, member_name, yearly_limit_fen, ...rest } = row
  const name = (text: string | null): string => (text === null ? '其他区域参保人' : maskedName(text))
  return {
    ...rest,
    link: String(link),
    owner: personNumber(pool, person),
    owner_name: name(owner_name),
    member: personNumber(pool, member),
    member_name: name(member_name),
    relation_name: RELATION_NAMES[row.relation],
    yearly_limit_fen: yearly_limit_fen === null ? null : fenJson(yearly_limit_fen),
  }
}
