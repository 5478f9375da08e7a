// Every published figure is a command here: `npm run bench -- settle`, `-- rules`, `-- trial`, `-- review`.
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { benchReview } from './review.js'
import { benchRules } from './rules.js'
import { benchSettle } from './settle.js'
import { benchTrial } from './trial.js'

const [what = '', ...options] = process.argv.slice(2)

try {
  if (what === 'settle') console.log(await benchSettle({ seconds: Number(options[0] ?? 8) }))
  else if (what === 'rules') console.log(await benchRules())
  else if (what === 'trial') console.log(await benchTrial({ bills: Number(options[0] ?? 400_000) }))
  else if (what === 'review') console.log(benchReview())
  else throw new PlainError('npm run bench -- settle [seconds per slice] | rules | trial [bills] | review')
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
