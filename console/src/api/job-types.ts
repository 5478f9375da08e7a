// What the server answers about long work.
export interface Job {
  readonly job: string
  readonly kind: string
  readonly asked_at: string
  readonly about: Readonly<Record<string, unknown>>
  readonly state: 'running' | 'done' | 'failed' | 'stopped'
  readonly phase: string
  readonly done: number
  readonly total: number | null
  readonly finished_at: string | null
  readonly sentence: string | null
  readonly result: Readonly<Record<string, unknown>> | null
}

export interface Started {
  readonly job: string
}
