// Resident memory of a process over time, and whether it grows.
import { readFileSync } from 'node:fs'

export interface Sample {
  readonly seconds: number
  readonly megabytes: number
}

/** Megabytes in use; 0 where the process is gone. */
export function residentOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

export interface Sampling {
  stop(): readonly Sample[]
}

export function sampleMemory(pid: number, everySeconds: number): Sampling {
  const began = performance.now()
  const samples: Sample[] = []
  const take = (): void => void samples.push({ seconds: (performance.now() - began) / 1000, megabytes: residentOf(pid) })
  const timer = setInterval(take, everySeconds * 1000)
  return {
    stop: () => {
      clearInterval(timer)
      take()
      return samples.filter(({ megabytes }) => megabytes > 0)
    },
  }
}

/** Megabytes a minute, by least squares over the samples after the first third (the caches fill in it). */
export function slopeOf(samples: readonly Sample[]): number {
  const late = samples.slice(Math.floor(samples.length / 3))
  const mean = (of: (sample: Sample) => number): number => late.reduce((sum, sample) => sum + of(sample), 0) / Math.max(1, late.length)
  const [middle, level] = [mean(({ seconds }) => seconds), mean(({ megabytes }) => megabytes)]
  const spread = late.reduce((sum, { seconds }) => sum + (seconds - middle) ** 2, 0)
  const together = late.reduce((sum, { seconds, megabytes }) => sum + (seconds - middle) * (megabytes - level), 0)
  return spread === 0 ? 0 : (together / spread) * 60
}
