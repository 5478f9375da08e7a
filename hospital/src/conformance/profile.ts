// How a province speaks the interface, as far as a client must know it: one row of catalogues/interface/profiles/profiles.tsv.
import path from 'node:path'
import { type GatewayKey, PlainFault } from '../centre.js'
import type { CaseKind } from '../play/act.js'
import { at, INTERFACE_FOLDER, readRows } from './read-rows.js'

export interface Profile {
  readonly id: string
  readonly name: string
  /** `{infno}` stands for the number of the transaction. */
  readonly path: string
  /** Header family of the gateway; `any` where the edition names none. */
  readonly gateway: GatewayKey['family'] | 'any'
  /** What `_api_name` says; `{infno}` as in `path`. */
  readonly apiName: string
  readonly med_types: Readonly<Record<CaseKind, string>>
}

export function readProfile(id: string): Profile {
  const rows = readRows(path.join(INTERFACE_FOLDER, 'profiles/profiles.tsv'))
  const row = rows.find((one) => at(one, 'profile') === id)
  if (row === undefined) throw new PlainFault(`There is no profile ${id}; there are ${rows.map((one) => at(one, 'profile')).join(', ')}.`)
  const gateway = at(row, 'gateway')
  return {
    id,
    name: at(row, 'name'),
    path: at(row, 'path'),
    gateway: gateway === 'api' || gateway === 'tif' ? gateway : 'any',
    apiName: at(row, 'api_name'),
    med_types: { outpatient: at(row, 'outpatient'), inpatient: at(row, 'inpatient'), pharmacy: at(row, 'pharmacy') },
  }
}
