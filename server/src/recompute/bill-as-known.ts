// What would have been paid for a bill by what was known at a moment: the rule set published by then, the person's enrolment and
// identities as known then, and the year's counters as the bill found them. Nothing is saved.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { fundOfLayer } from '@tongchou/domain/fund/entries/settlement.js'
import { identityOf } from '@tongchou/domain/policy/national-lists.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { differenceOf, NOT_PAYABLE, type PaidLayer, type Standing, standingOf } from '@tongchou/domain/settlement/difference.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { ruleSetOf } from '../policy/rule-set.js'
import type { StoredRuleSet } from '../policy/store.js'
import { inForceOn } from '../settlement/filings.js'
import { NO_SUCH_BILL } from '../settlement/read-statement.js'
import { billOf, insuredPersonOf } from '../settlement/replay.js'
import { layersOf, linesOf, type SettlementHead, settlementHead } from '../settlement/statement-rows.js'
import { LAYERS, payerName, wordOf } from '../settlement/words.js'
import type { BillAsKnown } from './as-known-schemas.js'
import { enrolledAs, entitledFor, type Ground, identitiesOf } from './circumstances.js'
import { countersOf } from './difference-row.js'
import { knownFacts } from './load-bills.js'

type Answer = Static<typeof BillAsKnown>

export async function billAsKnown(psnNo: string, settlement: string, knownAt: string, desk: Desk): Promise<Answer | Refusal> {
  const person = personOf(desk.officer.pool, psnNo)
  if (person === undefined) return NO_SUCH_BILL
  return desk.read(async (client) => {
    const seen = await visiblePerson(client, desk.officer, psnNo)
    if (isRefusal(seen)) return seen
    const head = await settlementHead(client, person, BigInt(settlement))
    if (head === undefined || head.total_fen < 0n) return NO_SUCH_BILL
    await desk.audit('settlement.as_known', { person, area: head.area, detail: { settlement, known_at: knownAt } })
    return asKnown(client, head, desk.officer.pool, knownAt)
  })
}

async function asKnown(client: pg.PoolClient, head: SettlementHead, pool: string, knownAt: string): Promise<Answer> {
  const rules = await rulesKnown(client, pool, head.scheme, knownAt)
  const versions = rules === undefined ? [] : ruleSetOf(rules).versions
  const version = versionOn(versions, head.discharged)
  const ground = await groundKnown(client, head, versions, knownAt)
  const stored = await standingStored(client, head)
  const after = ground === undefined ? undefined : await standingKnown(client, head, versions, ground)
  return {
    known_at: knownAt,
    discharged: head.discharged,
    settled_at: head.settled_at,
    rules:
      rules === undefined
        ? null
        : {
            hash: rules.hash,
            published_at: rules.published_at,
            in_force: version?.inForce ?? null,
            until: version?.until ?? null,
            document: version?.from.document ?? null,
            article: version?.from.article ?? null,
            same_as_settled: rules.hash === head.rule_hash,
          },
    identities: named(ground?.person.identities ?? []),
    identities_settled: named(insuredPersonOf(head)?.identities ?? []),
    outcome: after?.standing === undefined ? 'not_possible' : after.sentence === null ? 'settled' : 'not_payable',
    sentence: after === undefined ? '结算时的凭据不全，不能重算。' : after.sentence,
    layers: after?.standing === undefined ? [] : layersJson(head, stored, after.standing),
    person_fen: after?.standing === undefined ? null : fenJson(differenceOf(stored, after.standing)?.person ?? 0n),
  }
}

function named(kinds: readonly string[]): string[] {
  return kinds.map((kind) => identityOf(kind)?.name ?? kind)
}

async function rulesKnown(client: pg.PoolClient, pool: string, scheme: string, knownAt: string) {
  const { rows } = await client.query<StoredRuleSet & { published_at: string }>(
    `SELECT hash, area, scheme, content, to_char(published_at, 'YYYY-MM-DD HH24:MI:SS') AS published_at FROM rule_set
      WHERE area = $1 AND scheme = $2 AND published_at <= $3 ORDER BY published_at DESC, hash LIMIT 1`,
    [pool, scheme, knownAt],
  )
  return rows[0]
}

async function groundKnown(
  client: pg.PoolClient,
  head: SettlementHead,
  versions: Parameters<typeof entitledFor>[0],
  knownAt: string,
): Promise<Ground | undefined> {
  const person = insuredPersonOf(head)
  if (person === undefined) return undefined
  const { identities, enrolments } = await knownFacts(client, [head.person], knownAt)
  const enrolment = entitledFor(versions, enrolments, head.scheme, head)
  const stands: Ground = { ruleHash: '', person, civilServant: head.receipt.civilServant ?? false, personType: head.receipt.personType ?? '', refusal: null }
  const enrolled = isRefusal(enrolment) ? { ...stands, refusal: enrolment.sentence } : enrolledAs(stands, enrolment)
  const inForce = identities.filter((one) => inForceOn(one, head.discharged))
  return { ...enrolled, person: { ...enrolled.person, identities: identitiesOf(inForce, enrolled.civilServant) } }
}

async function standingStored(client: pg.PoolClient, head: SettlementHead): Promise<Standing> {
  const layers = (await layersOf(client, head.person, head.settlement)).map(({ layer, payer, paid_fen }) => ({
    layer,
    payer: payer as PaidLayer['payer'],
    paid: paid_fen,
  }))
  return { layers, counters: countersOf(head), deductible: head.deductible_fen, inScope: head.in_scope_fen }
}

/** Without a standing where no rule decides it; with a sentence where nothing may be paid. */
async function standingKnown(client: pg.PoolClient, head: SettlementHead, versions: Parameters<typeof entitledFor>[0], ground: Ground) {
  if (ground.refusal !== null) return { standing: NOT_PAYABLE, sentence: ground.refusal }
  const bill = billOf(head, await linesOf(client, head.person, head.settlement))
  if (bill === undefined) return undefined
  const before = Object.fromEntries(Object.entries(head.receipt.counters ?? {}).map(([key, amount]) => [key, BigInt(amount)]))
  const outcome = settle({ versions, scheme: head.scheme, person: ground.person, bill, counters: (year) => (year === head.benefit_year ? before : {}) })
  if (outcome.kind === 'settled') return { standing: standingOf(outcome), sentence: null }
  return { standing: outcome.kind === 'refused' ? NOT_PAYABLE : undefined, sentence: outcome.sentence }
}

function layersJson(head: SettlementHead, stored: Standing, known: Standing): Answer['layers'] {
  const keys = new Map([...stored.layers, ...known.layers].map((one) => [`${one.layer}/${one.payer}`, one]))
  const paid = (standing: Standing, { layer, payer }: PaidLayer): number =>
    fenJson(standing.layers.reduce((sum, one) => (one.layer === layer && one.payer === payer ? sum + one.paid : sum), 0n))
  return [...keys.values()].map((one) => ({
    layer: one.layer,
    layer_name: wordOf(LAYERS, one.layer),
    payer: one.payer,
    payer_name: payerName(one.payer, fundOfLayer(head.scheme, one.layer, one.payer) ?? ''),
    settled_fen: paid(stored, one),
    known_fen: paid(known, one),
  }))
}
