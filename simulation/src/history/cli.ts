// `node tools/run.mjs simulation/dist/history/cli.js --seed S`: makes a city's years with a shock, lets the projection tell each year from
// those before it, and prints how wrong it was; `--write` keeps the years as the example of the console.
import * as fs from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { twoDecimals } from '@tongchou/domain/base/decimal.js'
import { backTest, bandsOf } from '@tongchou/domain/pooling/project.js'
import { FUND_TABLES } from '@tongchou/server/fund/read-table.js'
import { demography } from '@tongchou/server/pooling/fund-history.js'
import { EXAMPLE, exampleHistory, exampleProvince, historyText, PROVINCE } from './history-file.js'

const { values } = parseArgs({ options: { seed: { type: 'string', default: String(EXAMPLE.seed) }, write: { type: 'boolean', default: false } } })
const seed = Number(values.seed)
const people = await demography()
const percent = (ppm: bigint): string => `${twoDecimals({ num: ppm, den: 10_000n })}%`
console.log(`seed ${seed}; shock of ${EXAMPLE.shock.perMille}‰ in ${EXAMPLE.shock.year}, not told to the model`)
for (const [place, known, file] of [
  ['模拟城市', await exampleHistory(seed), 'simulated-history.tsv'],
  [PROVINCE, await exampleProvince(seed), 'simulated-province-history.tsv'],
] as const) {
  const tested = backTest(known, people)
  console.log(place)
  for (const { origin, year, errorPpm } of tested) console.log(`known to ${origin}, told ${year}: ${percent(errorPpm)}`)
  console.log(`bands by years ahead: ${bandsOf(tested).map(percent).join(', ')}`)
  if (values.write) await fs.writeFile(path.join(FUND_TABLES, file), historyText(known, seed, place))
}
