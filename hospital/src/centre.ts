// What a hospital's software must be told before it can speak with a centre: where it is, which institutions and test persons it
// knows, and what may be charged there. Written by `npm run hospital -- export` for the demonstration, by hand for another centre.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export interface Person {
  readonly psn_no: string
  readonly certificate: string
  readonly name: string
  /** 险种类型 of the enrolment that is used. */
  readonly insutype: string
}

export interface Institution {
  readonly code: string
  readonly name: string
  readonly kind: 'hospital' | 'pharmacy'
  /** 就医地医保区划; the centre's own where absent. */
  readonly area?: string
  readonly key?: GatewayKey
}

/** How a message is signed at the gateway: `_api_*` headers (HMAC-SHA1) or `x-tif-*` headers (SHA-256). */
export interface GatewayKey {
  readonly family: 'api' | 'tif'
  readonly access: string
  readonly secret: string
}

export interface Item {
  readonly code: string
  readonly name: string
  /** In yuan. */
  readonly price: string
}

export interface Diagnosis {
  readonly code: string
  readonly name: string
}

export interface Centre {
  /** 统筹区 code. */
  readonly area: string
  /** Address without the path of the interface. */
  readonly url?: string
  readonly path?: string
  readonly institutions: readonly Institution[]
  readonly persons: readonly Person[]
  readonly items: readonly Item[]
  readonly diagnoses: readonly Diagnosis[]
}

export const CALL_SERVICE = '/fsi/api/rsfComIfsService/callService'

/** What is wrong with what the person who started the program gave it, in a sentence for that person. */
export class PlainFault extends Error {}

export function readCentre(file: string): Centre {
  const text = readText(file)
  const read: unknown = parse(text)
  if (typeof read !== 'object' || read === null) throw new PlainFault(`${file} holds no centre: a YAML object with area, institutions, persons and items.`)
  const missing = ['area', 'institutions', 'persons', 'items'].filter((key) => !(key in read))
  if (missing.length > 0) throw new PlainFault(`${file} lacks ${missing.join(', ')}.`)
  const centre = read as Centre
  for (const list of ['institutions', 'persons', 'items'] as const) {
    if (!Array.isArray(centre[list]) || centre[list].length === 0) throw new PlainFault(`${file}: ${list} must be a list with at least one row.`)
  }
  return { ...centre, area: String(centre.area), diagnoses: centre.diagnoses ?? [] }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new PlainFault(`${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`)
  }
}
