// The server under test in a process of its own (serve.ts).
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

/** As `npm start` gives it (tools/start.mjs): what a message leaves behind is mostly dead before a larger young space is full. */
const YOUNG = '--max-semi-space-size=64'

export interface ServerProcess {
  readonly process: ChildProcess
  readonly pid: number
  readonly port: number
  /** Megabytes that the server still holds after everything it let go was collected. */
  heldMegabytes(): Promise<number>
}

export function startServer(url: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [YOUNG, '--expose-gc', path.join(import.meta.dirname, 'serve.js')], {
    env: { ...process.env, BENCH_URL: url },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server under test ended with ${code}`)))
    child.stdout?.once('data', (line: Buffer) =>
      resolve({ process: child, pid: child.pid ?? 0, port: Number(line.toString()), heldMegabytes: () => heldMegabytes(child) }),
    )
  })
}

function heldMegabytes(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (bytes) => resolve(Number(bytes) / 1024 / 1024))
    child.send('held')
  })
}
