// Makes the county's people live in this system out of the standing lines of its files: register, enrolments, identities, individual
// accounts, the year so far, filings and lists, open stays. Set by set, inside the caller's transaction, so that a rehearsal is the
// same work rolled back. What is left out is counted with its reason.
import type { Day } from '@tongchou/domain/base/day.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import type pg from 'pg'
import type { RegisterCipher } from '../../enrolment/register-cipher.js'
import type { Progress } from '../../jobs/run-job.js'
import { bringAccumulators } from './bring-accumulators.js'
import { LEFT_OUT } from './check-files.js'
import type { TakeOverRow } from './take-over-store.js'

export interface Applying {
  readonly of: TakeOverRow
  readonly step: number
  readonly today: Day
  readonly cipher: RegisterCipher
  readonly versions: readonly BenefitPolicy[]
}

export interface Applied {
  readonly kind: string
  readonly given: number
  readonly made: number
  readonly left_out: number
  readonly fen?: string
}

/** Lines that count and were not left out, with their person in the register where there is one. */
const LINES = `CREATE TEMP TABLE taking ON COMMIT DROP AS
  SELECT r.kind, r.key, r.cert_hash, r.birth_hash, r.last4_hash, r.cert_cipher, r.phone_cipher, r.content AS c, NULL::bigint AS person FROM takeover_standing r
   WHERE r.takeover = $1 AND r.kind NOT IN ('fund', 'bills') AND NOT EXISTS (
     SELECT 1 FROM takeover_difference d WHERE d.takeover = $1 AND d.run = (SELECT max(k.run) FROM takeover_check k WHERE k.takeover = $1)
        AND d.kind = r.kind AND d.code || '|' || r.kind || '|' || r.key = d.matter AND d.code = ANY ($2))`

export async function applyFiles(client: pg.ClientBase, applying: Applying, progress: Progress): Promise<readonly Applied[]> {
  const { of, step, today, cipher } = applying
  const place = [of.takeover, step, of.unit, today]
  await client.query(LINES, [of.takeover, LEFT_OUT])
  await client.query('CREATE INDEX ON taking (kind, cert_hash)')
  await client.query('ANALYZE taking')
  progress.phase('定点医药机构', STEPS.length)
  await client.query(PROVIDERS, [of.unit])
  progress.step()
  progress.phase('参保人员档案', STEPS.length)
  await client.query(PERSONS, [of.unit, cipher.keyVersion])
  await client.query('UPDATE taking t SET person = p.person FROM person p WHERE p.cert_hash = t.cert_hash')
  const made = new Map<string, number>()
  for (const { kind, phase, sql, scheme } of STEPS) {
    progress.phase(phase, STEPS.length)
    progress.stopIfAsked()
    const { rowCount } = await client.query(sql, scheme ? [...place, of.scheme] : place)
    made.set(kind, (made.get(kind) ?? 0) + (rowCount ?? 0))
    progress.step()
  }
  await client.query(BALANCES, [of.takeover, step, of.unit])
  await client.query(VISIT_STATES, [of.takeover, step])
  progress.phase('年度累计')
  made.set('accumulators', await bringAccumulators(client, applying, progress))
  return counted(client, of.takeover, made)
}

interface Step {
  readonly kind: string
  readonly phase: string
  readonly sql: string
  readonly scheme?: true
}

const PROVIDERS = `INSERT INTO provider (code, name, kind, area, level, hosp_lv, institution_type, uscc, beds, designated_from, designated_until, price_tier, certainty)
  SELECT c->>'code', c->>'name', c->>'kind', $1, c->>'level', c->>'hosp_lv', c->>'institution_type', c->>'uscc', (c->>'beds')::int, (c->>'designated_from')::date,
         (c->>'designated_until')::date, (c->>'price_tier')::smallint, 'official' FROM taking WHERE kind = 'providers' ON CONFLICT (code) DO NOTHING`

const PERSONS = `INSERT INTO person (person, area, name, sex, born, ethnicity, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, phone_cipher, key_version)
  SELECT nextval('person_seq'), $1, n.c->>'name', n.c->>'sex', (n.c->>'born')::date, coalesce(n.c->>'ethnicity', '01'), n.c->>'cert_type', n.cert_cipher, n.cert_hash,
         n.birth_hash, n.last4_hash, n.phone_cipher, $2
    FROM (SELECT DISTINCT ON (cert_hash) * FROM taking WHERE kind = 'persons' ORDER BY cert_hash, c->>'benefit_year' DESC) n
   WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.cert_hash = n.cert_hash)`

const TAKEN = (kind: string, fact: string): string =>
  `INSERT INTO takeover_taken (person, takeover, step, kind, fact, area) SELECT person, $1, $2, '${kind}', ${fact}, $3 FROM made`

const STEPS: readonly Step[] = [
  {
    kind: 'persons',
    phase: '参保登记',
    scheme: true,
    sql: `WITH made AS (INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, civil_servant, flexible, entitled_from, entitled_to, reason,
            continuous_years, years_enrolled, zero_claim_years, in_force, booked_on)
          SELECT person, nextval('fact_seq'), $5, $3, (c->>'benefit_year')::int, c->>'person_type', (c->>'retired')::boolean, coalesce((c->>'civil_servant')::boolean, false),
                 coalesce((c->>'flexible')::boolean, false), (c->>'entitled_from')::date, (c->>'entitled_to')::date, '接管', coalesce((c->>'continuous_years')::smallint, 1),
                 coalesce((c->>'years_enrolled')::smallint, 1), coalesce((c->>'zero_claim_years')::smallint, 0), (c->>'entitled_from')::date, $4
            FROM taking WHERE kind = 'persons' AND person IS NOT NULL RETURNING person, enrolment) ${TAKEN('enrolment', 'enrolment')}`,
  },
  {
    kind: 'identities',
    phase: '身份',
    sql: `WITH made AS (INSERT INTO identity (person, identity, area, kind, list_code, in_force, confirmed_by, booked_on)
          SELECT DISTINCT ON (t.person, t.c->>'identity') t.person, nextval('fact_seq'), $3, t.c->>'identity', coalesce(l.list_code, t.c->>'identity'), (t.c->>'entitled_from')::date,
                 t.c->>'confirmed_by', $4
            FROM taking t LEFT JOIN LATERAL (SELECT i.list_code FROM identity i WHERE i.kind = t.c->>'identity' LIMIT 1) l ON true
           WHERE t.kind = 'persons' AND t.person IS NOT NULL AND t.c->>'identity' IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.person = t.person AND i.kind = t.c->>'identity' AND i.until IS NULL)
           ORDER BY t.person, t.c->>'identity', t.c->>'benefit_year' RETURNING person, identity) ${TAKEN('identity', 'identity')}`,
  },
  {
    kind: 'accounts',
    phase: '个人账户',
    sql: `WITH made AS (INSERT INTO account_movement (person, movement, area, kind, current_fen, history_fen, booked_on)
          SELECT person, nextval('fact_seq'), $3, 'opening', (c->>'current_fen')::bigint, (c->>'history_fen')::bigint, $4
            FROM taking WHERE kind = 'accounts' AND person IS NOT NULL RETURNING person, movement) ${TAKEN('account', 'movement')}`,
  },
  {
    kind: 'filings',
    phase: '慢特病名单和备案',
    sql: `WITH made AS (INSERT INTO filing (person, filing, area, kind, disease, place_area, provider, in_force, until, booked_on)
          SELECT person, nextval('fact_seq'), $3, c->>'kind', c->>'disease', c->>'place_area', c->>'provider', (c->>'in_force')::date, (c->>'until')::date, $4
            FROM taking WHERE kind IN ('chronic', 'filings') AND person IS NOT NULL RETURNING person, filing) ${TAKEN('filing', 'filing')}`,
  },
  {
    kind: 'stays',
    phase: '在院登记',
    scheme: true,
    sql: `WITH made AS (INSERT INTO visit (person, visit, area, scheme, kind, provider, med_type, place_area, opened_on, opened_at, hospital_no, attributes)
          SELECT t.person, nextval('visit_seq'), $3, $5, 'inpatient', t.c->>'provider', t.c->>'med_type', p.area, (t.c->>'admitted')::date, (t.c->>'admitted')::date::timestamptz,
                 t.c->>'hospital_no', jsonb_strip_nulls(jsonb_build_object('taken_over', true, 'diagnosis', t.c->>'diagnosis', 'disease', t.c->>'disease', 'booked_on', $4::text))
            FROM taking t JOIN provider p ON p.code = t.c->>'provider' WHERE t.kind = 'stays' AND t.person IS NOT NULL RETURNING person, visit) ${TAKEN('stay', 'visit')}`,
  },
]

const BALANCES = `INSERT INTO individual_account AS a (person, area, current_fen, history_fen)
  SELECT m.person, $3, m.current_fen, m.history_fen FROM takeover_taken t JOIN account_movement m ON m.person = t.person AND m.movement = t.fact
   WHERE t.takeover = $1 AND t.step = $2 AND t.kind = 'account'
  ON CONFLICT (person) DO UPDATE SET version = a.version + 1, current_fen = a.current_fen + excluded.current_fen, history_fen = a.history_fen + excluded.history_fen`

const VISIT_STATES = `INSERT INTO visit_state (person, visit, area, kind, status, med_type, disease, admitted)
  SELECT v.person, v.visit, v.area, v.kind, 'open', v.med_type, v.attributes->>'disease', v.opened_on FROM takeover_taken t JOIN visit v ON v.person = t.person AND v.visit = t.fact
   WHERE t.takeover = $1 AND t.step = $2 AND t.kind = 'stay'`

/** By file kind: lines that count, lines made into facts, lines left out; nothing else can have become of a line. */
async function counted(client: pg.ClientBase, takeover: bigint, made: ReadonlyMap<string, number>): Promise<readonly Applied[]> {
  const { rows } = await client.query<{ kind: string; given: number; taken: number; fen: bigint | null }>(
    `SELECT s.kind, count(*)::int AS given, count(t.key)::int AS taken,
            sum((t.c->>'current_fen')::bigint + (t.c->>'history_fen')::bigint) FILTER (WHERE s.kind = 'accounts')::bigint AS fen
       FROM takeover_standing s LEFT JOIN taking t ON t.kind = s.kind AND t.key = s.key AND (t.person IS NOT NULL OR s.kind = 'providers')
      WHERE s.takeover = $1 AND s.kind NOT IN ('fund', 'bills') GROUP BY 1 ORDER BY 1`,
    [takeover],
  )
  const filings = rows.filter(({ kind }) => kind === 'chronic' || kind === 'filings').reduce((sum, { taken }) => sum + taken, 0)
  for (const [kind, expected] of [...rows.map((row): [string, number] => [row.kind, row.taken]), ['filings', filings] as [string, number]]) {
    const count = kind === 'chronic' || (kind === 'filings' && expected !== filings) ? undefined : made.get(kind)
    if (count !== undefined && count !== expected) throw new Error(`of ${expected} lines of ${kind} only ${count} became facts`)
  }
  return rows.map(({ kind, given, taken, fen }) => ({ kind, given, made: taken, left_out: given - taken, ...(fen === null ? {} : { fen: String(fen) }) }))
}
