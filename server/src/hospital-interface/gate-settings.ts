// The gate's figures, addresses and gateways as this installation sets them (catalogues/interface): clock windows, rates, retention.
import path from 'node:path'
import type { GatewayName } from './connection.js'
import { INTERFACE_FOLDER, readTable, type TableRow } from './tables.js'

export interface GateSettings {
  /** Milliseconds that a sender's clock may be off. */
  readonly window: Readonly<Record<GatewayName, number>>
  readonly perSecond: number
  readonly burst: number
  readonly atOnce: number
  /** Days for which the message log is kept. */
  readonly logDays: number
  /** Profile of institutions that have none of their own. */
  readonly profile: string
  readonly demonstrationKeys: readonly DemonstrationKey[]
  readonly paths: readonly InterfacePath[]
}

export interface DemonstrationKey {
  readonly gateway: GatewayName
  readonly accessKey: string
  readonly secret: string
}

export interface InterfacePath {
  readonly path: string
  /** The transaction that the path names, `{infno}` where a part of the path does, empty where the body does. */
  readonly infno: string
}

export function loadGateSettings(folder: string = INTERFACE_FOLDER): GateSettings {
  const table = (name: string): TableRow[] => readTable(path.join(folder, name))
  const values = new Map(table('gate.tsv').map((row) => [row['name'], row['value'] ?? '']))
  const figure = (name: string): number => {
    const value = Number(values.get(name))
    if (!Number.isInteger(value) || value <= 0) throw new Error(`gate.tsv: ${name} is no whole number above 0`)
    return value
  }
  return {
    window: { api: figure('window_api') * 1000, tif: figure('window_tif') * 1000, mobile: figure('window_mobile') * 1000 },
    perSecond: figure('per_second'),
    burst: figure('burst'),
    atOnce: figure('at_once'),
    logDays: figure('log_days'),
    profile: values.get('profile') ?? '',
    demonstrationKeys: table('demonstration-keys.tsv').map(demonstrationKeyOf),
    paths: table('paths.tsv').map((row) => ({ path: row['path'] ?? '', infno: row['infno'] ?? '' })),
  }
}

function demonstrationKeyOf(row: TableRow): DemonstrationKey {
  return { gateway: row['gateway'] === 'tif' ? 'tif' : 'api', accessKey: row['access_key'] ?? '', secret: row['secret'] ?? '' }
}
