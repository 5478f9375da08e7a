// Holds the legacy files against each other and against the register, set by set: what contradicts, what is missing, what is insured
// elsewhere. Each finding names file and line, never a person's number.
import type pg from 'pg'
import { inTransaction } from '../../fund/transaction.js'
import type { Progress } from '../../jobs/run-job.js'
import type { TakeOverRow } from './take-over-store.js'

/** Findings that keep their line out of the switch, whatever was decided about them. */
export const LEFT_OUT: readonly string[] = ['faulty_line', 'no_person', 'enrolled_elsewhere', 'enrolled_here', 'no_provider', 'two_stays', 'stay_open']

export const FINDINGS: Readonly<Record<string, string>> = {
  faulty_line: '数据行有误',
  no_person: '人员没有接管',
  identity_differs: '与档案不一致',
  enrolled_elsewhere: '已在他处参保',
  enrolled_here: '本系统已有参保',
  no_provider: '机构不在名单',
  provider_differs: '机构与名单不一致',
  two_stays: '同时两处住院',
  stay_open: '本系统已有在院',
  accounts_sum: '个人账户合计不符',
}

interface Finding {
  readonly code: string
  readonly phase: string
  /** Answers kind, key, file, line, sentence and amount_fen of each finding; $1 the take-over, $2 unit, $3 scheme. */
  readonly sql: string
}

const STANDING = (kind: string): string => `(SELECT * FROM takeover_standing WHERE takeover = $1 AND kind = '${kind}')`
const PERSONAL = `(SELECT * FROM takeover_standing WHERE takeover = $1 AND kind IN ('accounts', 'accumulators', 'chronic', 'filings', 'stays'))`

const CHECKS: readonly Finding[] = [
  {
    code: 'faulty_line',
    phase: '核对有误的行',
    sql: `SELECT r.kind, r.file || ':' || r.line AS key, r.file, r.line, array_to_string(r.faults, '') AS sentence, NULL::bigint AS amount_fen FROM takeover_row r
           WHERE r.takeover = $1 AND $2::text IS NOT NULL AND $3::text IS NOT NULL AND cardinality(r.faults) > 0
             AND r.file >= coalesce((SELECT max(f.file) FROM takeover_file f WHERE f.takeover = $1 AND f.kind = r.kind AND f.whole), 0)
             AND NOT EXISTS (SELECT 1 FROM takeover_row g WHERE g.takeover = $1 AND g.kind = r.kind AND g.key = r.key AND g.file > r.file AND cardinality(g.faults) = 0)`,
  },
  {
    code: 'no_person',
    phase: '核对人员',
    sql: `SELECT r.kind, r.key, r.file, r.line, '这个人不在参保人员文件里，本县区也没有其参保登记；请补导入参保人员，或核对证件。' AS sentence, NULL::bigint AS amount_fen FROM ${PERSONAL} r
           WHERE NOT EXISTS (SELECT 1 FROM takeover_standing p WHERE p.takeover = $1 AND p.kind = 'persons' AND p.cert_hash = r.cert_hash)
             AND NOT EXISTS (SELECT 1 FROM person p JOIN enrolment e USING (person) WHERE p.cert_hash = r.cert_hash AND e.area = $2 AND e.scheme = $3)`,
  },
  {
    code: 'identity_differs',
    phase: '核对档案',
    sql: `SELECT DISTINCT ON (r.cert_hash) r.kind, r.key, r.file, r.line, '证件号码与档案里的人相同，但姓名、性别或出生日期不同；请核实证件后更正，或按档案为准关闭。' AS sentence, NULL::bigint AS amount_fen
            FROM ${STANDING('persons')} r JOIN person p USING (cert_hash)
           WHERE $2::text IS NOT NULL AND $3::text IS NOT NULL AND (p.name, p.sex, p.born::text) IS DISTINCT FROM (r.content->>'name', r.content->>'sex', r.content->>'born') ORDER BY r.cert_hash, r.line`,
  },
  {
    code: 'enrolled_elsewhere',
    phase: '核对重复参保',
    sql: `SELECT r.kind, r.key, r.file, r.line, '同一年度同一险种已在' || a.name || '参保，享受期重叠；请与该县区核实后由一方终止参保，本行暂不接管。' AS sentence, NULL::bigint AS amount_fen
            FROM ${STANDING('persons')} r JOIN person p USING (cert_hash)
            JOIN LATERAL (SELECT DISTINCT ON (e.benefit_year) e.* FROM enrolment e WHERE e.person = p.person AND e.scheme = $3 AND e.benefit_year = (r.content->>'benefit_year')::int
              ORDER BY e.benefit_year, e.enrolment DESC) e ON e.entitled_to >= e.entitled_from AND e.area <> $2
             AND e.entitled_from <= (r.content->>'entitled_to')::date AND e.entitled_to >= (r.content->>'entitled_from')::date
            JOIN area a ON a.code = e.area`,
  },
  {
    code: 'enrolled_here',
    phase: '核对重复参保',
    sql: `SELECT r.kind, r.key, r.file, r.line, '本县区在本系统里已有这一年度的参保；请以哪一份为准核实，本行不再接管。' AS sentence, NULL::bigint AS amount_fen
            FROM ${STANDING('persons')} r JOIN person p USING (cert_hash)
            JOIN LATERAL (SELECT e.* FROM enrolment e WHERE e.person = p.person AND e.scheme = $3 AND e.benefit_year = (r.content->>'benefit_year')::int
              ORDER BY e.enrolment DESC LIMIT 1) e ON e.entitled_to >= e.entitled_from AND e.area = $2`,
  },
  {
    code: 'no_provider',
    phase: '核对机构',
    sql: `SELECT r.kind, r.key, r.file, r.line, '机构编码不在定点名单里；请补导入定点医药机构，或更正编码。' AS sentence, NULL::bigint AS amount_fen
            FROM (SELECT * FROM takeover_standing WHERE takeover = $1 AND kind IN ('stays', 'chronic', 'filings')) r
           WHERE $2::text IS NOT NULL AND $3::text IS NOT NULL AND r.content->>'provider' IS NOT NULL AND NOT EXISTS (SELECT 1 FROM provider p WHERE p.code = r.content->>'provider')
             AND NOT EXISTS (SELECT 1 FROM takeover_standing p WHERE p.takeover = $1 AND p.kind = 'providers' AND p.key = r.content->>'provider')`,
  },
  {
    code: 'provider_differs',
    phase: '核对机构',
    sql: `SELECT r.kind, r.key, r.file, r.line, '机构在本系统里登记为“' || p.name || '”，类型或等级与文件不同；请核实，切换时按本系统的登记。' AS sentence, NULL::bigint AS amount_fen
            FROM ${STANDING('providers')} r JOIN provider p ON p.code = r.key
           WHERE $2::text IS NOT NULL AND $3::text IS NOT NULL AND (p.kind, p.level) IS DISTINCT FROM (r.content->>'kind', r.content->>'level')`,
  },
  {
    code: 'two_stays',
    phase: '核对在院',
    sql: `SELECT r.kind, r.key, r.file, r.line, '同一人在文件里有两条在院登记；请核实后删去已出院的一条。' AS sentence, NULL::bigint AS amount_fen FROM ${STANDING('stays')} r
           WHERE $2::text IS NOT NULL AND $3::text IS NOT NULL AND EXISTS (SELECT 1 FROM takeover_standing o WHERE o.takeover = $1 AND o.kind = 'stays' AND o.cert_hash = r.cert_hash AND o.key < r.key)`,
  },
  {
    code: 'stay_open',
    phase: '核对在院',
    sql: `SELECT r.kind, r.key, r.file, r.line, '这个人在本系统里已有在院登记；请核实是否同一次住院，本行不再接管。' AS sentence, NULL::bigint AS amount_fen
            FROM ${STANDING('stays')} r JOIN person p USING (cert_hash) JOIN visit_state v USING (person)
           WHERE $2::text IS NOT NULL AND $3::text IS NOT NULL AND v.kind = 'inpatient' AND v.status IN ('open', 'discharged')`,
  },
  {
    code: 'accounts_sum',
    phase: '核对个人账户合计',
    sql: `SELECT 'accounts' AS kind, 'sum' AS key, NULL::bigint AS file, NULL::int AS line, '个人账户余额文件的合计与基金余额里的个人账户基金结余不等；请查明差额。' AS sentence, (s.persons - s.booked)::bigint AS amount_fen
            FROM (SELECT coalesce(sum((content->>'current_fen')::bigint + (content->>'history_fen')::bigint) FILTER (WHERE kind = 'accounts'), 0) AS persons,
                         coalesce(sum(coalesce(content->>'verified_fen', content->>'book_fen')::bigint) FILTER (WHERE kind = 'fund' AND content->>'item' = '个人账户基金结余'), 0) AS booked
                    FROM takeover_standing WHERE takeover = $1 AND kind IN ('accounts', 'fund') AND $2::text IS NOT NULL AND $3::text IS NOT NULL) s WHERE s.persons <> s.booked`,
  },
]

export async function checkFiles(
  batch: pg.Pool,
  { takeover, unit, scheme }: TakeOverRow,
  officer: bigint,
  progress: Progress,
  job: bigint,
): Promise<Readonly<Record<string, unknown>>> {
  return inTransaction(batch, async (client) => {
    const { rows } = await client.query<{ run: bigint }>(
      `INSERT INTO takeover_check (takeover, run, unit, job, officer) VALUES ($1, nextval('takeover_seq'), $2, $3, $4) RETURNING run`,
      [takeover, unit, job, officer],
    )
    const run = rows[0]?.run ?? 0n
    const found: Record<string, number> = {}
    for (const { code, phase, sql } of CHECKS) {
      progress.phase(phase, CHECKS.length)
      progress.stopIfAsked()
      const { rowCount } = await client.query(
        `INSERT INTO takeover_difference (takeover, run, matter, unit, code, kind, file, line, sentence, amount_fen)
           SELECT $1, ${run}, '${code}|' || f.kind || '|' || f.key, $2, '${code}', f.kind, f.file, f.line, f.sentence, f.amount_fen FROM (${sql}) f ON CONFLICT DO NOTHING`,
        [takeover, unit, scheme],
      )
      found[code] = rowCount ?? 0
      progress.step()
    }
    return { run: String(run), found, total: Object.values(found).reduce((a, b) => a + b, 0) }
  })
}
