// Lists persons by name, number or last four of the certificate. Everybody on the page goes to the trail.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { listJson, type Register } from './person-json.js'
import { type PersonSearch, readSearch } from './person-search.js'
import { type ListQuery, listPersons, type PersonRow, type SchemeRow, type Sort, selectSchemes } from './person-store.js'

export interface Asked {
  readonly q?: string
  readonly area?: string
  readonly scheme?: Scheme
  readonly born?: Day
  readonly page?: number
  readonly size?: number
  readonly sort?: Sort
}

export async function searchPersons(register: Register, asked: Asked, desk: Desk): Promise<unknown | Refusal> {
  const search = readSearch(register.pool, asked.q ?? '')
  if (isRefusal(search)) return search
  const today = dayIn(register.clock)
  const query = listQuery(register, asked, search, today)
  const { total, rows, schemes } = await desk.read(async (client) => {
    const list = await listPersons(client, query)
    return {
      ...list,
      schemes: await selectSchemes(
        client,
        list.rows.map((row) => row.person),
      ),
    }
  })
  await noteSearch(desk, search, total, rows)
  const ofPerson = grouped(schemes)
  return { total: Number(total), rows: rows.map((row) => listJson(register, row, ofPerson.get(row.person) ?? [], today)) }
}

function listQuery(register: Register, asked: Asked, search: PersonSearch, today: Day): ListQuery {
  const { area, scheme, born, page = 1, size = 20 } = asked
  return {
    search,
    ...(area === undefined ? {} : { area }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(born === undefined ? {} : { born }),
    ...(search.kind === 'last_four' ? { last4: register.cipher.last4Hash(search.text) } : {}),
    year: yearOf(today),
    sort: asked.sort ?? (search.kind === 'name' ? 'name' : 'psn_no'),
    size,
    offset: (page - 1) * size,
  }
}

function grouped(rows: readonly SchemeRow[]): Map<bigint, SchemeRow[]> {
  const groups = new Map<bigint, SchemeRow[]>()
  for (const row of rows) groups.set(row.person, [...(groups.get(row.person) ?? []), row])
  return groups
}

async function noteSearch(desk: Desk, search: PersonSearch, total: bigint, rows: readonly PersonRow[]): Promise<void> {
  await desk.audit('person.searched', { detail: { by: search.kind, total: Number(total) } })
  for (const row of rows) await desk.audit('person.listed', { person: row.person, area: row.area })
}
