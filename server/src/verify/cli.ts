// `npm run verify [-- --one-in N]`: compares an installation's derived data with its facts. DATABASE_URL names the database, else the
// data folder (TONGCHOU_DATA). Prints each contradiction as a sentence and ends with 1 where there is any.

import { PlainError } from '../database/plain-error.js'
import { prepareInstallation } from '../start.js'
import { verify } from './verify.js'

function oneIn(args: readonly string[]): number {
  const at = args.indexOf('--one-in')
  if (at < 0) return 1
  const count = Number(args[at + 1])
  if (!Number.isSafeInteger(count) || count < 1) throw new PlainError('--one-in needs a whole number of 1 or more.')
  return count
}

async function main(): Promise<number> {
  const every = oneIn(process.argv.slice(2))
  const installation = await prepareInstallation(process.env)
  try {
    const found = await verify(installation.databases.batch, { oneIn: every })
    for (const { rule, sentence } of found) process.stdout.write(`${rule}: ${sentence}\n`)
    process.stdout.write(found.length === 0 ? '核对一致：累计、账户、结算、备查、账簿均与事实相符。\n' : `共发现 ${found.length} 处不一致。\n`)
    return found.length === 0 ? 0 : 1
  } finally {
    await installation.stop()
  }
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof PlainError ? error.message : String((error as Error).stack)}\n`)
    process.exitCode = 2
  },
)
