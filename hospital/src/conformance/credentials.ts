// With which credentials the examined institutions sign. They come from a file or from the environment, never from the command line,
// where every user of the machine could read them.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { type Centre, type GatewayKey, type Institution, PlainFault } from '../centre.js'
import type { Profile } from './profile.js'

export interface CredentialOptions {
  /** `api`, `tif`, or `none`: sign nothing, whatever the centre file says. */
  readonly gateway?: string | undefined
  /** A YAML file: `{ access, secret }` for every institution, or an institution's code before each. */
  readonly keys?: string | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
}

export const ACCESS = 'TONGCHOU_GATEWAY_ACCESS'
export const SECRET = 'TONGCHOU_GATEWAY_SECRET'

interface Credential {
  readonly access: string
  readonly secret: string
}

/** The centre with the keys that its institutions shall sign with. */
export function withCredentials(centre: Centre, profile: Profile, options: CredentialOptions): Centre {
  const { gateway } = options
  if (gateway !== undefined && !['api', 'tif', 'none'].includes(gateway)) throw new PlainFault(`--gateway is api, tif or none, not ${gateway}.`)
  const found = gateway === 'none' ? () => undefined : credentialsOf(options)
  const institutions = centre.institutions.map(({ key, ...institution }) => {
    const credential = gateway === 'none' ? undefined : (found(institution) ?? key)
    return credential === undefined ? institution : { ...institution, key: { ...named(credential), family: familyOf(gateway, key, profile) } }
  })
  if (gateway !== undefined && gateway !== 'none' && institutions.every((one) => !('key' in one))) {
    throw new PlainFault(`--gateway ${gateway} needs credentials: ${ACCESS} and ${SECRET} in the environment, --keys FILE, or keys in the centre file.`)
  }
  return { ...centre, institutions }
}

function familyOf(asked: string | undefined, key: GatewayKey | undefined, { gateway, id }: Profile): GatewayKey['family'] {
  if (asked === 'api' || asked === 'tif') return asked
  const family = key?.family ?? gateway
  if (family === 'any') throw new PlainFault(`The profile ${id} names no header family: --gateway api or --gateway tif.`)
  return family
}

type Find = (institution: Omit<Institution, 'key'>) => Credential | undefined

function credentialsOf({ keys, environment }: CredentialOptions): Find {
  if (keys !== undefined) return credentialsIn(keys)
  const [access = '', secret = ''] = [environment[ACCESS], environment[SECRET]]
  if ((access === '') !== (secret === '')) throw new PlainFault(`${ACCESS} and ${SECRET} are only of use together.`)
  return () => (access === '' ? undefined : { access, secret })
}

function credentialsIn(file: string): Find {
  const read = yamlIn(file)
  if (isCredential(read)) return () => read
  const byCode = new Map(Object.entries((read ?? {}) as object))
  const wrong = [...byCode].find(([, one]) => !isCredential(one))?.[0]
  if (byCode.size === 0 || wrong !== undefined)
    throw new PlainFault(`${file}: each entry must have access and secret${wrong === undefined ? '' : `, ${wrong} has not`}.`)
  return ({ code }) => byCode.get(code) as Credential | undefined
}

function yamlIn(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch {
    // What the parser has to say would quote the file.
    throw new PlainFault(`${file} cannot be read as YAML.`)
  }
}

function isCredential(value: unknown): value is Credential {
  if (typeof value !== 'object' || value === null) return false
  const { access, secret } = value as Partial<Record<string, unknown>>
  return [access, secret].every((one) => (typeof one === 'string' && one !== '') || typeof one === 'number')
}

function named({ access, secret }: Credential): Credential {
  return { access: String(access), secret: String(secret) }
}
