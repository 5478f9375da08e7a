// What the server answers about who is signed in, and areas. Money is an integer number of fen, a day is `2026-11-21`. Written by hand beside the
// routes; nothing else in the console knows the shapes, so that generated types can take their place.
export interface Failure {
  readonly code: string
  readonly sentence: string
  readonly field?: string
  readonly details?: Readonly<Record<string, string>>
  readonly trace_id?: string
}

export interface Area {
  readonly code: string
  readonly name: string
}

export interface AreaUnit extends Area {
  readonly kind: string
  readonly children: readonly (Area & { readonly kind: string })[]
}

/** The pool, its accounting units, their towns. */
export interface AreaTree extends Area {
  readonly kind: string
  readonly children: readonly AreaUnit[]
}

export interface Session {
  readonly account: string
  readonly name: string
  readonly department: string
  readonly department_name: string
  readonly role: string
  readonly role_name: string
  readonly areas: readonly Area[]
  readonly pool: string
  readonly pool_name: string
  readonly home: string
  readonly home_name: string
  readonly permissions: readonly string[]
  /** Signed in with a one-time password. */
  readonly must_change_password: boolean
}

export interface Paged<T> {
  readonly total: number
  readonly rows: readonly T[]
}
