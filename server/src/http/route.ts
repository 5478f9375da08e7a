// One route: its path, its access rule, its schemas, its handler. A route without an access rule does not compile.

import type pg from 'pg'
import type { Static, TSchema } from 'typebox'
import type { AuditAction } from '../access/audit-action.js'
import type { Outcome } from '../access/audit-store.js'
import type { Pool } from '../database/connect.js'

/** Permissions are words in `catalogues/access/permissions.tsv`; roles × departments × areas carry them as data. */
export type Access = { readonly permission: string } | 'signed_in' | 'public'

export interface Officer {
  readonly officer: bigint
  readonly account: string
  readonly name: string
  readonly department: string
  readonly role: string
  /** Units and areas whose persons the officer sees. */
  readonly areas: readonly string[]
  /** Ledgers (book/unit) of units that have left the officer's pool, still read and settled there. */
  readonly former?: readonly string[]
  /** The day that areas were found for. */
  readonly day?: string
  /** The pool the officer belongs to. */
  readonly pool: string
  /** The unit or town where the officer works; the pool itself for the city's own level. */
  readonly home: string
  /** The provider whose own data an institution's officer sees. */
  readonly provider: string | null
  readonly permissions: ReadonlySet<string>
}

/** What a handler may use. `read` and `write` run inside one transaction in which row-level security knows officer and areas. */
export interface Desk {
  readonly officer: Officer
  read<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>
  write<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>
  /** As `write`, on other connections: what only the batch's role may write, and its trail, stand or fall together. */
  writeWith<T>(connections: Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T>
  /** Adds to the insert-only audit trail; `person` where somebody's data were seen or changed. Never an identity number. */
  audit(action: AuditAction, about: { person?: bigint; area?: string; detail?: Record<string, unknown> }): Promise<void>
  /** A desk of the same officer with a trail of its own, for work that goes on after the request was answered. */
  apart(): OpenDesk
}

export interface OpenDesk extends Desk {
  /** Writes what is left of the trail. The reply may only leave after this. */
  close(outcome: Outcome): Promise<void>
}

export interface RouteSchema {
  readonly params?: TSchema
  readonly querystring?: TSchema
  readonly body?: TSchema
  readonly response: TSchema
}

/** What only signing in and out may touch: the token in the cookie, and where the request came from. */
export interface Exchange {
  readonly token: string | undefined
  /** Gives the browser a token, or takes it away. */
  setToken(token: string | undefined): void
  readonly where: Where
}

/** For the audit trail: method and pattern of the route, never the address as asked. */
export interface Where {
  readonly route: string
  readonly ip: string
}

type Part<S, K extends keyof RouteSchema> = S extends Record<K, infer T extends TSchema> ? Static<T> : undefined

export interface RouteRequest<S extends RouteSchema> {
  readonly params: Part<S, 'params'>
  readonly query: Part<S, 'querystring'>
  readonly body: Part<S, 'body'>
}

export interface Route<S extends RouteSchema = RouteSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly access: Access
  readonly summary: string
  /** Bytes of a body that carries a file; the server's own limit otherwise. */
  readonly bodyLimit?: number
  readonly schema: S
  readonly handler: (request: RouteRequest<S>, desk: Desk, exchange: Exchange) => Promise<unknown>
}

/** Keeps the types of a route's schemas while it is defined; the table in `routes.ts` holds them all. */
export function route<const S extends RouteSchema>(definition: Route<S>): Route {
  return definition as unknown as Route
}
