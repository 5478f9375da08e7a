// `npm run conformance -- URL [--profile national] [--gateway api] [--keys FILE] [--centre FILE] [--out FOLDER] [--small]
// [--report URL --account NAME]`: examines a centre that offers the hospital interface, with test persons and institutions of a centre
// file, and hands the report to the centre's desk where --report names it. Ends with 1 where something is not as the specification says.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { PlainFault, readCentre } from '../centre.js'
import { withCredentials } from './credentials.js'
import { examineCentre } from './examine.js'
import { readProfile } from './profile.js'
import { sendReport } from './send-report.js'
import { textOf, writeReport } from './write-report.js'

const OPTIONS = {
  profile: { type: 'string', default: 'national' },
  gateway: { type: 'string' },
  keys: { type: 'string' },
  centre: { type: 'string' },
  out: { type: 'string' },
  small: { type: 'boolean', default: false },
  report: { type: 'string' },
  account: { type: 'string' },
} as const

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const data = path.resolve(process.env['TONGCHOU_DATA'] || 'data')
  const file = values.centre ?? path.join(data, 'hospital/centre.yaml')
  if (!existsSync(file))
    throw new PlainFault(
      `There is no centre file ${file}. Write one for your centre (hospital/README.md), or for the demonstration city: npm run hospital -- export`,
    )
  const profile = readProfile(values.profile)
  const centre = withCredentials(readCentre(file), profile, { gateway: values.gateway, keys: values.keys, environment: process.env })
  const url = positionals[0] ?? centre.url
  if (url === undefined)
    throw new PlainFault(
      'npm run conformance -- URL [--profile national] [--gateway api|tif] [--keys FILE] [--centre FILE] [--out FOLDER] [--small] [--report URL --account NAME]',
    )
  const report = await examineCentre(centre, { url, profile, small: values.small, progress: (what) => console.log(`  ${what}`) })
  const folder = values.out ?? path.join(data, 'conformance')
  await writeReport(report, folder)
  console.log(textOf(report))
  console.log(path.join(folder, 'report.html'))
  if (values.report !== undefined)
    console.log(await sendReport(report, { url: values.report, account: values.account, password: process.env['TONGCHOU_PASSWORD'] }))
  return report.totals.fail === 0 ? 0 : 1
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof PlainFault ? error.message : error)
    process.exitCode = 2
  },
)
