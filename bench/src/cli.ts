// Every published figure is a command here: `npm run bench -- settle`.
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { benchSettle } from './settle.js'

const [what = '', ...options] = process.argv.slice(2)

try {
  if (what !== 'settle') throw new PlainError('npm run bench -- settle [seconds per slice]')
  console.log(await benchSettle({ seconds: Number(options[0] ?? 8) }))
} catch (error) {
  if (!(error instanceof PlainError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
