// The server under test in a process of its own (serve.ts).
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

export interface ServerProcess {
  readonly process: ChildProcess
  readonly pid: number
  readonly port: number
}

export function startServer(url: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'serve.js')], {
    env: { ...process.env, BENCH_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server under test ended with ${code}`)))
    child.stdout.once('data', (line: Buffer) => resolve({ process: child, pid: child.pid ?? 0, port: Number(line.toString()) }))
  })
}
