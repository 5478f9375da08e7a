// Where a trial's bills come from: parts that worker threads settle, each answering a `PartResult`.
export interface TrialSource {
  readonly thread: URL
  readonly data: unknown
  readonly parts: number
  /** Of all parts together. */
  readonly persons: number
  /** What a thread is told of a part. */
  readonly given: (part: number) => Promise<unknown>
}
