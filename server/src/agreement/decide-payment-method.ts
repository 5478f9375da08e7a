// A payment method is proposed by one officer and holds once another has approved it. Bills that were settled before keep the method they
// were settled with; it stands in them.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { managedArea } from './managed-area.js'
import { paymentMethodNames } from './payment-method-list.js'
import type { PaymentMethodBody, PaymentMethodDecided, PaymentMethodDecision, PaymentMethodProposed, ProposalParams } from './payment-method-schemas.js'

type Client = Parameters<Parameters<Desk['write']>[0]>[0]
type Body = Static<typeof PaymentMethodBody>

export async function proposePaymentMethod(institution: string, body: Body, desk: Desk, clock: Clock): Promise<Static<typeof PaymentMethodProposed> | Refusal> {
  const names = paymentMethodNames()
  if (!names.has(body.method)) return refused('unknown_method', `清算方式${body.method}不在国家代码表（clr_way）中，应为${[...names.keys()].join('、')}之一。`)
  return desk.write(async (client) => {
    const area = await managedArea(client, desk, institution)
    if (isRefusal(area)) return area
    await oneAtATime(client, institution)
    const fault = await waitingAlready(client, institution, body)
    if (fault !== undefined) return fault
    const { rows } = await client.query<{ proposal: string }>(
      `INSERT INTO payment_method_proposal (institution, proposal, area, benefit, med_type, method, in_force, source, officer, booked_on)
       VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, $6, $7, $8, $9) RETURNING proposal::text`,
      [institution, area, body.benefit ?? '', body.med_type ?? '', body.method, body.in_force, body.source, desk.officer.officer, dayIn(clock)],
    )
    await desk.audit('payment_method.proposed', { area, detail: { institution, method: body.method, in_force: body.in_force } })
    return { institution, proposal: rows[0]?.proposal ?? '', standing: 'proposed' as const }
  })
}

async function waitingAlready(client: Client, institution: string, { benefit = '', med_type = '' }: Body): Promise<Refusal | undefined> {
  const { rows } = await client.query<{ proposal: string }>(
    `SELECT p.proposal::text FROM payment_method_proposal p WHERE p.institution = $1 AND p.benefit = $2 AND p.med_type = $3
        AND NOT EXISTS (SELECT 1 FROM payment_method_decision d WHERE d.institution = p.institution AND d.proposal = p.proposal)`,
    [institution, benefit, med_type],
  )
  return rows.length === 0 ? undefined : refused('proposed_already', '这家机构的同类待遇已有一件支付方式等待复核；请先复核或退回那一件，再登记新的。')
}

export async function decidePaymentMethod(
  { institution, proposal }: Static<typeof ProposalParams>,
  { decision, reason = '' }: Static<typeof PaymentMethodDecision>,
  desk: Desk,
  clock: Clock,
): Promise<Static<typeof PaymentMethodDecided> | Refusal> {
  if (decision === 'reject' && reason.trim().length < 2) return refused('reason_missing', '退回须写明理由，登记人会看到。')
  return desk.write(async (client) => {
    const area = await managedArea(client, desk, institution)
    if (isRefusal(area)) return area
    await oneAtATime(client, institution)
    const fault = await notDecidable(client, desk, institution, proposal)
    if (fault !== undefined) return fault
    const standing = decision === 'approve' ? ('approved' as const) : ('rejected' as const)
    const fact = decision === 'approve' ? await insertVersion(client, institution, proposal) : null
    await client.query(
      `INSERT INTO payment_method_decision (institution, proposal, area, kind, fact, reason, officer, booked_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [institution, proposal, area, standing, fact, reason.trim(), desk.officer.officer, dayIn(clock)],
    )
    await desk.audit(`payment_method.${standing}`, { area, detail: { institution, proposal, reason } })
    return { institution, proposal, standing }
  })
}

async function notDecidable(client: Client, desk: Desk, institution: string, proposal: string): Promise<Refusal | undefined> {
  const { rows } = await client.query<{ officer: bigint; decided: boolean }>(
    `SELECT p.officer, EXISTS (SELECT 1 FROM payment_method_decision d WHERE d.institution = p.institution AND d.proposal = p.proposal) AS decided
       FROM payment_method_proposal p WHERE p.institution = $1 AND p.proposal = $2`,
    [institution, proposal],
  )
  const [found] = rows
  if (found === undefined) return refused('not_found', '没有这件支付方式登记，请刷新后再办。')
  if (found.decided) return refused('decided', '这件支付方式已经复核，不能重复办理；请刷新后再看。')
  return found.officer === desk.officer.officer ? refused('same_officer', '登记和复核不能是同一人，请由另一位经办人复核。') : undefined
}

async function insertVersion(client: Client, institution: string, proposal: string): Promise<bigint> {
  const { rows } = await client.query<{ fact: bigint }>(
    `INSERT INTO payment_method (institution, fact, area, benefit, med_type, method, in_force, source, officer, booked_on)
     SELECT p.institution, nextval('fact_seq'), p.area, p.benefit, p.med_type, p.method, p.in_force, p.source, p.officer, p.booked_on
       FROM payment_method_proposal p WHERE p.institution = $1 AND p.proposal = $2 RETURNING fact`,
    [institution, proposal],
  )
  const [row] = rows
  if (row === undefined) throw new Error(`no proposal ${proposal} of ${institution}`)
  return row.fact
}

async function oneAtATime(client: Client, institution: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`payment_method/${institution}`])
}
