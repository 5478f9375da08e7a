// Every published figure is a command here: `npm run bench -- settle`, `-- rules`, `-- trial`, `-- review`, `-- interface`, `-- soak`, `-- year-close`.
import { parseArgs } from 'node:util'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { benchInterface, benchSoak } from './interface.js'
import { benchReview } from './review.js'
import { benchRules } from './rules.js'
import { benchSettle } from './settle.js'
import { benchTrial } from './trial.js'
import { benchYearClose } from './year-close/year-close.js'

const [what = '', ...options] = process.argv.slice(2)

try {
  if (what === 'settle') console.log(await benchSettle({ seconds: Number(options[0] ?? 8) }))
  else if (what === 'rules') console.log(await benchRules())
  else if (what === 'trial') console.log(await benchTrial({ bills: Number(options[0] ?? 400_000) }))
  else if (what === 'review') console.log(benchReview())
  else if (what === 'interface') console.log(await benchInterface({ seconds: option('seconds', 60), rate: option('rate', 300) }))
  else if (what === 'soak') console.log(await benchSoak({ minutes: option('minutes', 60), rate: option('rate', 50) }))
  else if (what === 'year-close') {
    const persons = option('persons', 3_000_000)
    console.log(await benchYearClose({ persons, bills: option('bills', Math.round(persons * 1.5)) }))
  } else
    throw new PlainError(
      'npm run bench -- settle [seconds per slice] | rules | trial [bills] | review | interface [--seconds N] [--rate N] | soak [--minutes N] [--rate N] | year-close [--persons N] [--bills N]',
    )
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

/** A positive number given as `--name N`. */
function option(name: 'seconds' | 'rate' | 'minutes' | 'persons' | 'bills', otherwise: number): number {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args: options, options: { seconds: text, rate: text, minutes: text, persons: text, bills: text } })
  const value = Number(values[name] ?? otherwise)
  if (!(value > 0)) throw new PlainError(`--${name} needs a positive number.`)
  return value
}
