// Writes what a hospital's software must know of the demonstration city: its institutions, some of its made-up people, what may be
// charged. Only for a demonstration: the people are made again from its seed, nobody is read from the register.
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Day } from '@tongchou/domain/base/day.js'
import type { Centre, Institution, Item, Person } from '@tongchou/hospital/centre.js'
import { cell, readTable } from '@tongchou/server/catalogue/table.js'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { personNumber } from '@tongchou/server/enrolment/person-number.js'
import type { Installation } from '@tongchou/server/start.js'
import { stringify } from 'yaml'
import { type City, makeCity } from '../city/city.js'
import { finishedDetail } from '../demonstration/marks.js'
import type { Loaded } from '../load-demonstration.js'
import { generatePeople, partsOf } from '../people/generate-people.js'
import { coverOn, type SyntheticPerson } from '../people/synthetic-person.js'

const INSUTYPES = { employee: '310', resident: '390' } as const

/** The demonstration that the installation serves. */
export async function centreOfDemonstration(installation: Installation, today: Day, most: number): Promise<Centre> {
  const loaded = (await finishedDetail(installation.databases.batch)) as Loaded | undefined
  if (loaded === undefined) {
    throw new PlainError('This installation holds no demonstration city. Its persons are not exported: write a centre file by hand (see hospital/README.md).')
  }
  const city = makeCity(loaded)
  return {
    area: city.pool.pool,
    institutions: institutionsOf(city),
    persons: personsOf(city, BigInt(loaded.firstPerson), today, most),
    items: itemsOf(),
    diagnoses: [
      { code: 'J06.900', name: '急性上呼吸道感染' },
      { code: 'I10.x00', name: '高血压' },
      { code: 'J18.900', name: '肺炎' },
      { code: 'K29.500', name: '慢性胃炎' },
    ],
  }
}

export async function writeCentre(centre: Centre, file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const head = '# 演示城市：机构与人员均为虚构，证件号码以00开头。Synthetic: every person and institution is made up.\n'
  await writeFile(file, head + stringify(centre), { mode: 0o600 })
}

function institutionsOf({ demonstration }: City): Institution[] {
  const wanted = new Set(demonstration.providers)
  return readTable('providers/generated.tsv')
    .filter((row) => wanted.has(cell(row, 'code')))
    .map((row) => ({
      code: cell(row, 'code'),
      name: cell(row, 'name'),
      area: cell(row, 'admdvs'),
      kind: cell(row, 'code').startsWith('P') ? 'pharmacy' : 'hospital',
    }))
}

function itemsOf(): Item[] {
  return readTable('drugs/demonstration-products.tsv').map((row) => ({
    code: cell(row, 'code'),
    name: cell(row, 'name'),
    price: cell(row, 'price_illustrative'),
  }))
}

function personsOf(city: City, firstPerson: bigint, today: Day, most: number): Person[] {
  const found: Person[] = []
  for (let part = 0; part < partsOf(city) && found.length < most; part++) {
    for (const person of generatePeople(city, part)) {
      const insutype = insuredAllYear(person, today)
      if (insutype === undefined || found.length >= most) continue
      found.push({ psn_no: personNumber(city.pool.pool, firstPerson + BigInt(person.index)), certificate: person.certificate, name: person.name, insutype })
    }
  }
  return found
}

/** Entitled on every day that may be played: the year so far. */
function insuredAllYear(person: SyntheticPerson, today: Day): string | undefined {
  const cover = coverOn(person, today)
  return cover === undefined || cover.from > `${today.slice(0, 4)}-01-01` ? undefined : INSUTYPES[cover.scheme]
}
