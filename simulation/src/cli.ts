// `npm run simulate -- --people N --seed S`: makes a city of N people and settles its year in a database of its own, which is
// removed afterwards, and says how long it took. `--keep` leaves the database; `--people-only` stops after the register.
// `npm run simulate -- province --seed S` proves the fund on a province's year instead.
import { parseArgs } from 'node:util'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { dayIn, systemClock } from '@tongchou/server/http/clock.js'
import { prepareInstallation } from '@tongchou/server/start.js'
import { loadDemonstration, loadRegister } from './load-demonstration.js'
import { databaseOfItsOwn, removeDatabase } from './own-database.js'
import { provinceCommand } from './province/cli.js'

const OPTIONS = {
  people: { type: 'string', default: '20000' },
  seed: { type: 'string', default: '1' },
  today: { type: 'string' },
  keep: { type: 'boolean', default: false },
  'people-only': { type: 'boolean', default: false },
} as const

async function simulate(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS })
  const people = Number(values.people)
  const seed = Number(values.seed)
  if (!Number.isSafeInteger(people) || people < 1 || !Number.isSafeInteger(seed)) throw new PlainError('Usage: npm run simulate -- --people N --seed S')
  const installation = await prepareInstallation(process.env)
  const site = await databaseOfItsOwn(installation)
  try {
    const options = {
      people,
      seed,
      today: values.today ?? dayIn(systemClock),
      progress: (line: string): void => console.log(line),
      allProviders: people > 100_000,
    }
    await (values['people-only'] ? loadRegister(site, options) : loadDemonstration(site, options))
  } finally {
    if (values.keep) {
      await site.databases.end()
      console.log(`kept: ${new URL(site.adminUrl).pathname.slice(1)}`)
    } else await removeDatabase(installation, site)
    await installation.stop()
  }
}

const [command, ...rest] = process.argv.slice(2)
const run = command === 'province' ? provinceCommand(rest) : simulate()

run.catch((error: unknown) => {
  console.error(error instanceof PlainError ? error.message : error)
  process.exitCode = 1
})
