// How a province speaks the interface, as far as a client must know it (hospital/profiles).
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { CALL_SERVICE, PlainFault } from '../centre.js'
import type { CaseKind } from '../play/act.js'

const FOLDER = path.resolve(import.meta.dirname, '../../profiles')

export interface Profile {
  readonly name: string
  /** `{infno}` stands for the number of the transaction. */
  readonly path: string
  readonly med_types: Readonly<Record<CaseKind, string>>
}

export function readProfile(name: string): Profile {
  const file = path.join(FOLDER, `${path.basename(name)}.yaml`)
  if (!existsSync(file)) {
    const known = readdirSync(FOLDER).map((one) => path.basename(one, '.yaml'))
    throw new PlainFault(`There is no profile ${name}; there are ${known.join(', ')}.`)
  }
  const read = parse(readFileSync(file, 'utf8')) as Partial<Profile>
  return { name, path: CALL_SERVICE, ...read, med_types: { outpatient: '11', inpatient: '21', pharmacy: '41', ...read.med_types } }
}
