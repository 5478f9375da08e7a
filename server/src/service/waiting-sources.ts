// What can wait for an officer, and how it is counted: each source names the permission of whoever may do it, and a statement that gives
// since when each piece waits (`since`). Row-level security narrows the rows to the officer's places where it stands; the statements do
// elsewhere. What an officer began is not counted for them where a second officer must decide.
import { CLEARING_STANDING, CLEARING_STEP } from '../payment/clearing-store.js'
import { LAST_STEP, STANDING } from '../settlement/filing-store.js'

export interface WaitingSource {
  readonly kind: string
  /** Of whoever may do it; undefined: everybody signed in. */
  readonly permission?: string
  /** A decision that waits, a warning, a difference to clear, or work under way. */
  readonly group: 'decide' | 'warning' | 'difference' | 'running'
  /** Gives `since`, a row for each piece. */
  readonly rows: string
}

const ME = 'current_officer()'
const AREAS = '(SELECT current_areas())::text[]'
const POOL = '(SELECT o.pool FROM officer o WHERE o.officer = current_officer())'

/** The kind of the last step of something; `begun` while there is none. */
const lastStep = (table: string, key: string, of: string): string =>
  `coalesce((SELECT s.kind FROM ${table} s WHERE s.${key} = ${of} ORDER BY s.step DESC LIMIT 1), 'begun')`

/** Nobody who took a step of it decides it again. */
const notMine = (subject: string, number: string): string =>
  `NOT EXISTS (SELECT FROM payment_step mine WHERE mine.subject = '${subject}' AND mine.number = ${number} AND mine.officer = ${ME})`

const batches = (stage: string): string =>
  `SELECT b.known_at AS since FROM payment_batch b WHERE b.units && ${AREAS} AND payment_stage('batch', b.batch) = '${stage}' AND b.officer <> ${ME} AND ${notMine('batch', 'b.batch')}`

const cycles = (stage: string): string =>
  `SELECT c.known_at AS since FROM pay_cycle c WHERE c.area = ANY (${AREAS}) AND payment_stage('cycle', c.cycle) IN (${stage}) AND ${notMine('cycle', 'c.cycle')}`

/** The chain of the request says which step may come next and who takes it. */
const requests = (permission: string): string =>
  `SELECT r.known_at AS since FROM fund_request r WHERE r.unit = ANY (${AREAS}) AND EXISTS (SELECT FROM request_chain_step n
     WHERE n.chain = r.chain AND n.permission = '${permission}' AND n.reason = '' AND payment_stage('fund_request', r.request) = ANY (string_to_array(n.after, ' ')))`

const draftsAt = (stage: string): string =>
  `SELECT d.opened_at AS since FROM policy_draft d CROSS JOIN LATERAL (SELECT max(r.revision) AS last FROM policy_draft_revision r WHERE r.draft = d.draft) r
   WHERE d.pool = ${POOL} AND (SELECT s.kind FROM policy_draft_step s WHERE s.draft = d.draft AND s.revision = r.last ORDER BY s.step DESC LIMIT 1) = '${stage}'`

/** Of texts the officer did not write. */
const othersDraftsAt = (stage: string): string =>
  `${draftsAt(stage)} AND NOT EXISTS (SELECT FROM policy_draft_revision w WHERE w.draft = d.draft AND w.written_by = ${ME})`

const reports = (stage: string): string =>
  `SELECT r.known_at AS since FROM fund_report r WHERE r.pool = ${POOL} AND ${lastStep('fund_report_step', 'report', 'r.report')} = '${stage}' AND r.officer <> ${ME}`

const runs = (table: string, steps: string, done: string): string =>
  `SELECT r.known_at AS since FROM ${table} r WHERE r.officer <> ${ME} AND ${lastStep(steps, 'run', 'r.run')} NOT IN (${done})`

/** Whom a threshold names is asked from the beginning. */
const warnings = (stages: string): string =>
  `SELECT w.known_at AS since FROM risk_warning w CROSS JOIN LATERAL (SELECT ${lastStep('risk_step', 'warning', 'w.warning')} AS step) l
   WHERE CASE WHEN l.step = 'begun' AND w.owner IS NOT NULL THEN 'assigned' ELSE l.step END IN (${stages})`

export const WAITING: readonly WaitingSource[] = [
  {
    kind: 'filing',
    permission: 'filing.handle',
    group: 'decide',
    rows: `SELECT a.known_at AS since FROM filing_application a ${LAST_STEP} WHERE a.area = ANY (${AREAS}) AND a.decided_by = 'office' AND ${STANDING} = 'pending'`,
  },
  {
    kind: 'clearing',
    permission: 'provider.manage',
    group: 'decide',
    rows: `SELECT c.known_at AS since FROM clearing_request c ${CLEARING_STEP} WHERE c.area = ANY (${AREAS}) AND ${CLEARING_STANDING} IN ('requested', 'reviewed')`,
  },
  {
    kind: 'settlement_list',
    permission: 'claim.handle',
    group: 'decide',
    rows: `SELECT l.known_at AS since FROM settlement_list l WHERE l.area = ANY (${AREAS})
      AND (SELECT s.kind FROM settlement_list_step s WHERE s.person = l.person AND s.list = l.list ORDER BY s.step DESC LIMIT 1) = 'submitted'`,
  },
  {
    kind: 'recomputed',
    permission: 'difference.approve',
    group: 'decide',
    rows: `SELECT d.known_at AS since FROM difference_standing d WHERE d.state = 'pending'`,
  },
  { kind: 'voucher', permission: 'voucher.review', group: 'decide', rows: voucherRows() },
  { kind: 'close', permission: 'book.close', group: 'decide', rows: closeRows() },
  { kind: 'report_review', permission: 'fund_report.review', group: 'decide', rows: reports('prepared') },
  { kind: 'report_sign', permission: 'fund_report.sign', group: 'decide', rows: reports('reviewed') },
  { kind: 'cycle_review', permission: 'cycle.review', group: 'decide', rows: cycles(`'begun', 'first_reviewed', 'returned'`) },
  { kind: 'cycle_approve', permission: 'cycle.approve', group: 'decide', rows: cycles(`'second_reviewed'`) },
  { kind: 'batch_review', permission: 'payment.review', group: 'decide', rows: batches('begun') },
  { kind: 'batch_approve', permission: 'payment.approve', group: 'decide', rows: batches('reviewed') },
  { kind: 'funds_review', permission: 'funds.review', group: 'decide', rows: requests('funds.review') },
  { kind: 'funds_grant', permission: 'funds.grant', group: 'decide', rows: requests('funds.grant') },
  {
    kind: 'year_end',
    permission: 'yearend.approve',
    group: 'decide',
    rows: `${runs('year_end', 'year_end_step', `'approved', 'withdrawn', 'posted', 'published'`)} AND sees_book(r.book)`,
  },
  { kind: 'appraisal', permission: 'appraisal.approve', group: 'decide', rows: runs('appraisal', 'appraisal_step', `'approved', 'withdrawn', 'published'`) },
  { kind: 'adjustment', permission: 'adjustment.approve', group: 'decide', rows: runs('adjustment_run', 'adjustment_step', `'approved', 'withdrawn'`) },
  { kind: 'draft_review', permission: 'policy.review', group: 'decide', rows: othersDraftsAt('trial_attached') },
  { kind: 'draft_approve', permission: 'policy.approve', group: 'decide', rows: othersDraftsAt('reviewed') },
  { kind: 'draft_publish', permission: 'policy.publish', group: 'decide', rows: draftsAt('approved') },
  {
    kind: 'catalogue_draft',
    permission: 'catalogue.approve',
    group: 'decide',
    rows: `SELECT d.known_at AS since FROM catalogue_draft d WHERE ${lastStep('catalogue_draft_step', 'draft', 'd.draft')} = 'checked' AND d.officer <> ${ME}`,
  },
  {
    kind: 'officer',
    permission: 'officer.manage',
    group: 'decide',
    rows: `SELECT q.asked_at AS since FROM officer_request q LEFT JOIN officer_decision d USING (request) WHERE d.request IS NULL AND q.asked_by <> ${ME}`,
  },
  { kind: 'warning_assign', permission: 'risk.manage', group: 'warning', rows: warnings(`'begun'`) },
  { kind: 'warning_answer', permission: 'risk.answer', group: 'warning', rows: warnings(`'assigned', 'returned', 'reopened'`) },
  { kind: 'warning_close', permission: 'risk.close', group: 'warning', rows: warnings(`'answered'`) },
  {
    kind: 'finding',
    permission: 'finding.judge',
    group: 'warning',
    rows: `SELECT f.known_at AS since FROM review_finding f WHERE NOT EXISTS (SELECT FROM review_answer a WHERE a.person = f.person AND a.finding = f.finding)`,
  },
  {
    kind: 'institution_difference',
    permission: 'provider.manage',
    group: 'difference',
    rows: `SELECT min(r.known_at) AS since FROM reconciliation_difference d JOIN reconciliation r USING (institution, reconciliation)
      WHERE d.area = ANY (${AREAS}) AND NOT EXISTS (SELECT FROM difference_note n WHERE n.institution = d.institution AND n.matter = d.matter AND n.kind = 'closed')
      GROUP BY d.institution, d.matter`,
  },
  {
    kind: 'four_ways_difference',
    permission: 'reconcile.work',
    group: 'difference',
    rows: `SELECT d.day::timestamptz AS since FROM four_ways_difference d JOIN four_ways_run r USING (run)
      LEFT JOIN matter_standing m ON m.desk = 'four_ways' AND m.subject = r.run AND m.matter = d.pair || '|' || d.matter
      WHERE r.pool = ${POOL} AND coalesce(m.standing, 'open') IN ('open', 'proposed')
        AND r.run = (SELECT max(n.run) FROM four_ways_run n WHERE n.pool = r.pool AND n.month = r.month)`,
  },
  { kind: 'job', group: 'running', rows: `SELECT j.asked_at AS since FROM job j WHERE j.state = 'running' AND j.officer = ${ME}` },
]

function voucherRows(): string {
  return `SELECT v.known_at AS since FROM voucher_draft v WHERE sees_book(v.book) AND v.officer <> ${ME} AND ${lastStep('voucher_draft_step', 'draft', 'v.draft')} = 'prepared'`
}

function closeRows(): string {
  return `SELECT c.known_at AS since FROM book_close c WHERE sees_book(c.book) AND c.officer <> ${ME} AND ${lastStep('book_close_step', 'close', 'c.close')} = 'prepared'`
}
