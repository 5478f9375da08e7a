// Makes and saves the whole city's people: threads make the rows, one connection copies them.
import type { City } from '../city/city.js'
import { type Bulk, bulkLoad } from '../copy/bulk-load.js'
import type { TableText } from '../copy/copy-text.js'
import { dealParts } from '../copy/threads.js'
import { FACTS_OF_PART, PART, partsOf } from './generate-people.js'
import { PEOPLE_TABLES } from './people-rows.js'
import type { PeopleWork } from './people-worker.js'

export interface PeopleLoad {
  readonly adminUrl: string
  readonly key: Buffer
  readonly progress?: (peopleDone: number) => void
}

/** Returns the key of the first person; the others follow in the order of their index. */
export async function loadPeople(city: City, load: PeopleLoad): Promise<bigint> {
  return bulkLoad(load.adminUrl, PEOPLE_TABLES, async (bulk) => {
    await loadEmployers(bulk, city)
    const firstPerson = await takeNumbers(bulk, 'person_seq', city.people)
    const firstFact = await takeNumbers(bulk, 'fact_seq', partsOf(city) * FACTS_OF_PART)
    const { people, seed, today } = city
    const work: PeopleWork = { request: { people, seed, today }, key: load.key, firstPerson, firstFact }
    let done = 0
    await dealParts<TableText[]>(new URL('people-worker.js', import.meta.url), work, partsOf(city), async (texts) => {
      for (const text of texts) await bulk.copy(text)
      done = Math.min(people, done + PART)
      load.progress?.(done)
    })
    return firstPerson
  })
}

/** Takes `count` numbers of a sequence in one run; the transaction's table locks keep everybody else away. */
export async function takeNumbers(bulk: Bulk, sequence: 'person_seq' | 'visit_seq' | 'settlement_seq' | 'fact_seq', count: number): Promise<bigint> {
  const [row] = await bulk.query(`SELECT nextval($1::regclass) AS first`, [`tongchou.${sequence}`])
  const first = row?.['first']
  if (typeof first !== 'bigint') throw new Error(`no number of ${sequence}`)
  await bulk.query(`SELECT setval($1::regclass, $2::bigint)`, [`tongchou.${sequence}`, first + BigInt(count - 1)])
  return first
}

async function loadEmployers(bulk: Bulk, city: City): Promise<void> {
  const all = city.employers.all
  await bulk.query(
    `INSERT INTO employer (employer, name, area, kind, active_from)
     SELECT e.employer, e.name, e.area, e.kind, $1 FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) AS e(employer, name, area, kind)`,
    [city.pool.in_force, ...(['employer', 'name', 'area', 'kind'] as const).map((key) => all.map((employer) => employer[key]))],
  )
}
