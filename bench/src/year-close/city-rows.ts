// A city's year as rows, made by the database itself: register, enrolments of two years, bills with visits and memo entries, the fee
// lines of December. Each row has the columns that the product writes; layers, messages and counters, which a year end never
// reads, are left out. Everything follows from numbers, so two runs have the same rows.
import pg from 'pg'

export const POOL = '990000'
export const UNITS = ['990099', '990021', '990022', '990023', '990024', '990025', '990026', '990027'] as const
export const YEAR = 2025
const RULES = '0'.repeat(64)

export interface CitySize {
  readonly persons: number
  readonly bills: number
  readonly providers: number
}

const UNIT_OF = `('{${UNITS.join(',')}}'::text[])[1 + n % ${UNITS.length}]`
const BILLS = ['visit', 'settlement', 'memo_entry']

/** `told` hears of every statement that is done, so that a long run shows where it is. */
export async function makeRows(adminUrl: string, size: CitySize, told: (line: string) => void): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, options: '-c search_path=tongchou -c timezone=Asia/Shanghai -c maintenance_work_mem=512MB' })
  await client.connect()
  try {
    // Foreign keys hold by construction; checking each of them would take longer than making the rows.
    await client.query(`SET session_replication_role = 'replica'`)
    await places(client, size)
    const rebuild = await withoutIndexes(client, ['person', 'enrolment', 'fee_batch', ...BILLS])
    for (const statement of [...rows(size), ...rebuild]) {
      await client.query(statement)
      told(`${statement.slice(0, 60).replaceAll(/\s+/g, ' ').trim()} … ${await gigabytes(client)} GB`)
    }
    await client.query(`SELECT setval('fact_seq', $1), setval('settlement_seq', $2), setval('visit_seq', $2)`, [2 * size.persons + 10, size.bills + 10])
    await client.query('VACUUM ANALYZE')
  } finally {
    await client.end()
  }
}

async function gigabytes(client: pg.Client): Promise<string> {
  const { rows: found } = await client.query<{ bytes: string }>('SELECT pg_database_size(current_database())::text AS bytes')
  return (Number(found[0]?.bytes ?? 0) / 1e9).toFixed(2)
}

async function places(client: pg.Client, { providers }: CitySize): Promise<void> {
  await client.query(`INSERT INTO area (code, name, level, parent, certainty) VALUES ('${POOL}', '示范市', 2, NULL, 'illustrative')`)
  await client.query(
    `INSERT INTO area (code, name, level, parent, certainty) SELECT u, '第' || n || '区县', 3, '${POOL}', 'illustrative' FROM unnest($1::text[]) WITH ORDINALITY AS unit(u, n)`,
    [UNITS],
  )
  await client.query(
    `INSERT INTO pooling_unit (pool, unit, in_force, kind, name) SELECT '${POOL}', code, '2021-01-01', CASE code WHEN '990099' THEN 'city_level' ELSE 'county' END, name FROM area WHERE parent = '${POOL}'`,
  )
  await client.query(
    `INSERT INTO provider (code, name, kind, area, level, institution_type, designated_from, price_tier, certainty)
       SELECT 'H' || lpad(n::text, 11, '0'), '第' || n || '医院', 'hospital', ${UNIT_OF}, (1 + n % 3)::text, '1', '2021-01-01', 2, 'illustrative' FROM generate_series(0, $1::int - 1) AS n`,
    [providers],
  )
  await client.query(`INSERT INTO rule_set (hash, area, scheme, documents, content) VALUES ('${RULES}', '${POOL}', 'resident', '{}', '[]')`)
}

/** Drops what only speeds up reading; answers the statements that make it again. */
async function withoutIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows: found } = await client.query<{ name: string; made: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
      WHERE i.indrelid = ANY ($1::text[]::regclass[]) AND NOT i.indisunique AND NOT EXISTS (SELECT 1 FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)
        AND (SELECT relkind FROM pg_class c WHERE c.oid = i.indrelid) = 'r'`,
    [tables],
  )
  for (const { name } of found) await client.query(`DROP INDEX ${name}`)
  return found.map(({ made }) => made)
}

function rows({ persons, bills, providers }: CitySize): string[] {
  const hash = (n: string): string => `decode(lpad(to_hex(${n}), 32, '0'), 'hex')`
  return [
    `INSERT INTO person (person, area, name, sex, born, cert_type, cert_cipher, cert_hash, birth_hash, last4_hash, key_version)
       SELECT n, ${UNIT_OF}, '测试人' || n, (1 + n % 2)::text, '1930-01-01'::date + ((n::bigint * 7919) % 33000)::int, '01', ${hash('n')}, ${hash('n')}, ${hash('n / 40')}, ${hash('n % 9999')}, 1
         FROM generate_series(1, ${persons}) AS n`,
    `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, in_force, booked_on)
       SELECT n, (y - ${YEAR - 1}) * ${persons}::bigint + n, CASE WHEN n % 4 = 0 THEN 'employee' ELSE 'resident' END, ${UNIT_OF}, y, '11', n % 16 = 0,
              make_date(y, 1, 1), CASE WHEN n % 97 = y % 97 THEN make_date(y - 1, 12, 31) ELSE make_date(y, 12, 31) END, make_date(y, 1, 1), make_date(y - 1, 12, 1)
         FROM generate_series(${YEAR - 1}, ${YEAR}) AS y, generate_series(1, ${persons}) AS n`,
    // Bills come in day by day; who is ill is spread over the register.
    `CREATE UNLOGGED TABLE tongchou.bill_of_year AS
       SELECT b, p AS person, CASE WHEN p % 4 = 0 THEN 'employee' ELSE 'resident' END AS scheme, ${UNIT_OF.replace('n %', 'p %')} AS area,
              'H' || lpad((b % ${providers})::text, 11, '0') AS provider, b % 20 = 0 AS outside, b % 8 = 0 AS stay, '${YEAR}-01-01'::date + ((b - 1) * 365 / ${bills})::int AS day, (1 + b % 3)::text AS level,
              total, CASE WHEN b % 8 = 0 THEN total * 65 / 100 ELSE total / 2 END AS fund, CASE WHEN p % 4 = 0 AND b % 8 <> 0 THEN total / 5 ELSE 0 END AS account
         FROM (SELECT b, 1 + (b * 2654435761) % ${persons} AS p, CASE WHEN b % 8 = 0 THEN 600000 + (b * 7919) % 900000 ELSE 6000 + (b * 7919) % 30000 END AS total
                 FROM generate_series(1::bigint, ${bills}::bigint) AS b) made`,
    `INSERT INTO visit (person, visit, area, scheme, kind, provider, med_type, place_area, opened_on, opened_at, hospital_no)
       SELECT person, b, area, scheme, CASE WHEN stay THEN 'inpatient' ELSE 'outpatient' END, provider, CASE WHEN stay THEN '21' ELSE '11' END, area, day, day, 'Z' || b FROM bill_of_year ORDER BY b`,
    `INSERT INTO settlement (person, settlement, visit, scheme, area, provider, place, filing, benefit, med_type, level, benefit_year, admitted, discharged, in_force,
         settled_on, booked_on, settled_at, settlement_type, total_fen, in_scope_fen, item_pre_self_pay_fen, offsite_pre_self_pay_fen, above_standard_fen, out_of_catalogue_fen,
         deductible_due_fen, deductible_fen, fund_fen, hospital_fen, account_fen, family_account_fen, cash_fen, account_balance_fen, charge_batch, fee_batches, months,
         counter_keys, counter_amounts, receipt, rule_hash, engine, institution_message)
       SELECT person, b, b, scheme, area, provider, CASE WHEN outside THEN 'in_province' ELSE 'local' END, 'none', CASE WHEN stay THEN 'inpatient' ELSE 'outpatient' END, '11', level, ${YEAR}, day, day, '${YEAR}-01-01',
              day, day, day, 'normal', total, total, 0, 0, 0, 0, 0, 0, fund, 0, account, 0, total - fund - account, 0, '', ARRAY[b], ARRAY[date_trunc('month', day)::date],
              '{basic_paid}', ARRAY[fund], '{}', '${RULES}', 'bench', 'M' || b FROM bill_of_year ORDER BY b`,
    `INSERT INTO memo_entry (person, settlement, book, area, provider, booked_on, accounts, amounts)
       SELECT person, b, '${POOL}-' || scheme, area, provider, day,
              CASE WHEN account = 0 THEN ARRAY['benefits_settled', payable] ELSE ARRAY['benefits_settled', payable, 'benefits_settled/account', payable || '/account'] END,
              CASE WHEN account = 0 THEN ARRAY[fund, -fund] ELSE ARRAY[fund, -fund, account, -account] END
         FROM (SELECT *, CASE WHEN outside THEN 'payable_outside' ELSE 'payable_providers' END AS payable FROM bill_of_year) bill ORDER BY b`,
    `INSERT INTO fee_batch (month, person, visit, batch, charge_batch, sn, code, own_code, fee_day, quantity, price, amount_fen, class, charge_type,
         initial_self_payment, over_ceiling_fen, pre_self_pay_fen, own_pay_fen, in_scope_fen, ceiling_fen, refunds, flags, total_fen)
       SELECT '${YEAR}-12-01', person, b, b, '', '{1,2,3}', '{X,Y,Z}', '{X,Y,Z}', ARRAY[day, day, day], '{10000,10000,10000}', '{1,1,1}', ARRAY[total / 2, total / 4, total - total / 2 - total / 4],
              '{甲,甲,乙}', '{09,08,05}', '{0,0,0}', '{0,0,0}', '{0,0,0}', '{0,0,0}', ARRAY[total / 2, total / 4, total - total / 2 - total / 4], '{-1,-1,-1}', '{"","",""}', '{"","",""}', total
         FROM bill_of_year WHERE day >= '${YEAR}-12-01'`,
    'DROP TABLE bill_of_year',
  ]
}
