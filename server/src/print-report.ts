// What the commands that ask the installation and print a report have in common: open it, print the lines, say how it ended; a
// sentence for the person who asked instead of a stack.
import type { Databases } from './database/connect.js'
import { PlainError } from './database/plain-error.js'
import { prepareInstallation } from './start.js'

export interface Report {
  readonly lines: readonly string[]
  readonly code: 0 | 1
}

/** `asked` reads the arguments before any database is opened. Ends with the report's code, or 2 when nothing was asked properly. */
export async function printReport(asked: () => Promise<(databases: Databases) => Promise<Report>>): Promise<void> {
  try {
    process.exitCode = await printed(await asked())
  } catch (error) {
    process.stderr.write(`${error instanceof PlainError ? error.message : String((error as Error).stack)}\n`)
    process.exitCode = 2
  }
}

async function printed(work: (databases: Databases) => Promise<Report>): Promise<number> {
  const installation = await prepareInstallation(process.env)
  try {
    const { lines, code } = await work(installation.databases)
    for (const line of lines) process.stdout.write(`${line}\n`)
    return code
  } finally {
    await installation.stop()
  }
}
