// What the server answers about runs of the conformance suite.
import type { Paged } from './session-types.js'

export type Verdict = 'pass' | 'fail' | 'note'
export type Offered = 'offered' | 'not_offered' | 'untried'

export interface ConformanceRun {
  readonly run: string
  readonly origin: 'uploaded' | 'posted' | 'started'
  readonly url: string
  readonly profile: string
  readonly institution: string
  readonly began_at: string
  readonly seconds: number
  readonly officer: string
  readonly known_at: string
  readonly pass: number
  readonly fail: number
  readonly note: number
  readonly offered: number
  readonly not_offered: number
  readonly messages: number
  readonly before: string | null
  readonly broken: number
  readonly mended: number
}

export interface ConformanceRuns extends Paged<ConformanceRun> {
  readonly may_start: boolean
  readonly profiles: readonly { readonly profile: string; readonly name: string }[]
}

export interface ConformanceChapter {
  readonly infno: string
  readonly label: string
  readonly offered: Offered
  readonly offered_before: Offered | null
  readonly messages: number
  readonly pass: number
  readonly fail: number
  readonly note: number
  readonly broken: number
  readonly mended: number
}

export interface ConformanceDetail extends ConformanceRun {
  readonly before_at: string | null
  readonly chapters: readonly ConformanceChapter[]
}

export interface ConformanceLine {
  readonly infno: string
  readonly label: string
  readonly what: string
  readonly says: string
  readonly section: string
  readonly passes: number
  readonly fails: number
  readonly verdict: Verdict
  readonly verdict_before: Verdict | null
  readonly asked: string
  readonly came: string
}
