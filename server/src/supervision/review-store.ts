// Findings of review and what was answered to them, as the hospital interface writes and reads them.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type pg from 'pg'

export interface StoredLine {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly day: Day
  /** In 1/10000. */
  readonly quantity: string
  /** Fen. */
  readonly amount: string
  readonly role: 'violating' | 'involved'
}

export interface NewFinding {
  readonly person: string
  readonly area: string
  readonly scene: string
  readonly visit: string | null
  readonly hospital_visit: string
  readonly patient_at: number
  readonly encounter_at: number
  readonly rule: string
  readonly rule_code: string
  readonly rule_name: string
  readonly point: string
  readonly severity: string
  readonly sentence: string
  readonly basis: string
  readonly source: string
  readonly certainty: string
  readonly amount_fen: string
  readonly lines: readonly StoredLine[]
  readonly doctor: string
  readonly department: string
  readonly in_force: Day
}

export interface ReviewedMessage {
  readonly institution: string
  readonly institutionArea: string
  readonly infno: string
  readonly msgid: string
  readonly hash: Buffer
  readonly stage: 'pre' | 'mid'
  /** Null where the message speaks of several persons, or of nobody known. */
  readonly person: bigint | null
  /** `yyyy-MM-dd HH:mm:ss`. */
  readonly now: string
}

export interface StoredMessage {
  readonly hash: Buffer
  readonly receivedAt: string
}

export async function findMessage(db: pg.Pool, institution: string, infno: string, msgid: string): Promise<StoredMessage | undefined> {
  const { rows } = await db.query<{ input_hash: Buffer; received_at: string }>({
    name: 'review-message',
    text: `SELECT input_hash, to_char(received_at, 'YYYY-MM-DD HH24:MI:SS') AS received_at FROM message WHERE institution = $1 AND msgid = $2 AND infno = $3`,
    values: [institution, msgid, infno],
  })
  const [row] = rows
  return row === undefined ? undefined : { hash: row.input_hash, receivedAt: row.received_at }
}

const COLUMNS = `person bigint, area text, scene text, visit bigint, hospital_visit text, patient_at smallint, encounter_at smallint, rule text, rule_code text,
  rule_name text, point text, severity text, sentence text, basis text, source text, certainty text, amount_fen bigint, lines jsonb, doctor text,
  department text, in_force date`
const NAMES = COLUMNS.replaceAll(/ (bigint|text|smallint|jsonb|date)/g, '')

/** Stores the message's key and its findings together; nothing where the same key is there already. */
export async function saveFindings(db: pg.Pool, message: ReviewedMessage, findings: readonly NewFinding[]): Promise<void> {
  await db.query({
    name: 'save-review',
    text: `WITH key AS (
        INSERT INTO message (institution, infno, msgid, input_hash, person, received_at) VALUES ($1, $2, $3, $4, $5, $6::timestamptz)
        ON CONFLICT DO NOTHING RETURNING institution)
      INSERT INTO review_finding (finding, institution, institution_area, infno, msgid, stage, booked_on, ${NAMES})
      SELECT nextval('fact_seq'), $1, $7, $2, $3, $8, $6::date, ${NAMES} FROM jsonb_to_recordset($9::jsonb) AS f(${COLUMNS})
      WHERE EXISTS (SELECT FROM key)`,
    values: [
      message.institution,
      message.infno,
      message.msgid,
      message.hash,
      message.person === null ? null : String(message.person),
      message.now,
      message.institutionArea,
      message.stage,
      jsonText(findings),
    ],
  })
}

/** PostgreSQL takes no NUL; nobody writes one on purpose. */
function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll('\\u0000', '')
}

export interface FoundBefore {
  readonly finding: bigint
  readonly patient_at: number
  readonly encounter_at: number
  readonly rule: string
  readonly rule_code: string
  readonly rule_name: string
  readonly severity: string
  readonly sentence: string
  readonly basis: string
  readonly source: string
  readonly amount_fen: Fen
  readonly lines: readonly StoredLine[]
}

/** What a message found, in the order in which it was found. */
export async function findingsOf(db: pg.Pool, institution: string, infno: string, msgid: string): Promise<readonly FoundBefore[]> {
  const { rows } = await db.query<FoundBefore>({
    name: 'findings-of-message',
    text: `SELECT finding, patient_at, encounter_at, rule, rule_code, rule_name, severity, sentence, basis, source, amount_fen, lines
           FROM review_finding WHERE institution = $1 AND msgid = $2 AND infno = $3 ORDER BY finding`,
    values: [institution, msgid, infno],
  })
  return rows
}

/** Which of these findings are the institution's own and of that stage. */
export async function ownFindings(db: pg.Pool, institution: string, stage: 'pre' | 'mid', findings: readonly bigint[]): Promise<ReadonlySet<bigint>> {
  const { rows } = await db.query<{ finding: bigint }>(
    'SELECT finding FROM review_finding WHERE finding = ANY ($1::bigint[]) AND institution = $2 AND stage = $3',
    [findings.map(String), institution, stage],
  )
  return new Set(rows.map((row) => row.finding))
}

export interface NewAnswer {
  readonly finding: string
  readonly decision: 'continued' | 'amended'
  readonly reason: string
}

export interface AnsweredBy extends Omit<ReviewedMessage, 'institutionArea' | 'person'> {
  readonly operator: string
  readonly operatorName: string
}

export async function saveAnswers(db: pg.Pool, message: AnsweredBy, answers: readonly NewAnswer[]): Promise<void> {
  await db.query(
    `WITH key AS (
       INSERT INTO message (institution, infno, msgid, input_hash, received_at) VALUES ($1, $2, $3, $4, $5::timestamptz)
       ON CONFLICT DO NOTHING RETURNING institution)
     INSERT INTO review_answer (person, finding, answer, area, institution_area, stage, decision, reason, operator, operator_name, in_force, booked_on)
     SELECT f.person, f.finding, nextval('fact_seq'), f.area, f.institution_area, f.stage, a.decision, a.reason, $6, $7, $5::date, $5::date
     FROM jsonb_to_recordset($8::jsonb) AS a(finding bigint, decision text, reason text) JOIN review_finding f ON f.finding = a.finding AND f.institution = $1
     WHERE EXISTS (SELECT FROM key)`,
    [message.institution, message.infno, message.msgid, message.hash, message.now, message.operator, message.operatorName, jsonText(answers)],
  )
}
