// Makes and saves the whole city's people: threads make the rows, one connection copies them.

import { startThreads } from '@tongchou/server/jobs/threads.js'
import type { City } from '../city/city.js'
import { type Bulk, bulkLoad, takeNumbers } from '../copy/bulk-load.js'
import type { TableText } from '../copy/copy-text.js'
import { FACTS_OF_PART, PART, partsOf } from './generate-people.js'
import { PEOPLE_TABLES } from './people-rows.js'
import type { PeopleNumbers, PeopleWork } from './people-worker.js'

export interface PeopleLoad {
  readonly adminUrl: string
  readonly key: Buffer
  readonly progress?: (peopleDone: number) => void
}

/** Returns the key of the first person; the others follow in the order of their index. */
export async function loadPeople(city: City, load: PeopleLoad): Promise<bigint> {
  const { people, seed, today } = city
  const work: PeopleWork = { request: { people, seed, today }, key: load.key }
  const threads = await startThreads<TableText[]>(new URL('people-worker.js', import.meta.url), work, partsOf(city))
  try {
    return await bulkLoad(load.adminUrl, PEOPLE_TABLES, async (bulk) => {
      await loadEmployers(bulk, city)
      const firstPerson = await takeNumbers(bulk, 'person_seq', people)
      const numbers: PeopleNumbers = { firstPerson, firstFact: await takeNumbers(bulk, 'fact_seq', partsOf(city) * FACTS_OF_PART) }
      let done = 0
      await threads.deal(
        partsOf(city),
        async () => numbers,
        async (texts) => {
          for (const text of texts) await bulk.copy(text)
          done = Math.min(people, done + PART)
          load.progress?.(done)
        },
      )
      return firstPerson
    })
  } finally {
    await threads.end()
  }
}

async function loadEmployers(bulk: Bulk, city: City): Promise<void> {
  const all = city.employers.all
  await bulk.query(
    `INSERT INTO employer (employer, name, area, kind, active_from)
     SELECT e.employer, e.name, e.area, e.kind, $1 FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) AS e(employer, name, area, kind)`,
    [city.pool.in_force, ...(['employer', 'name', 'area', 'kind'] as const).map((key) => all.map((employer) => employer[key]))],
  )
}
