// `npm run hospital -- --hospitals 30 --speed 60`: plays hospitals' working days against a running centre over HTTP. Without a
// centre file it plays the demonstration city of this machine. `npm run hospital -- export [FILE]` writes that city's file.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Centre, PlainFault, readCentre } from '@tongchou/hospital/centre.js'
import { WORKING_DAY } from '@tongchou/hospital/play/act.js'
import { type PlayOptions, play } from '@tongchou/hospital/play/play.js'
import { progressLine, reportText } from '@tongchou/hospital/play/report.js'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { dayIn, systemClock } from '@tongchou/server/http/clock.js'
import { prepareInstallation } from '@tongchou/server/start.js'
import { centreOfDemonstration, writeCentre } from './export-centre.js'

const OPTIONS = {
  hospitals: { type: 'string', default: '30' },
  pharmacies: { type: 'string' },
  speed: { type: 'string', default: '60' },
  url: { type: 'string' },
  minutes: { type: 'string' },
  rate: { type: 'string' },
  cases: { type: 'string', default: '60' },
  seed: { type: 'string', default: '1' },
  losses: { type: 'string', default: '0.02' },
  windows: { type: 'string', default: '64' },
  persons: { type: 'string' },
  people: { type: 'string', default: '5000' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values']

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  if (positionals[0] === 'export') {
    const file = positionals[1] ?? values.persons ?? fileOfMachine()
    const { persons, institutions } = await exported(file, values)
    console.log(`${file}：${institutions.length} 家机构，${persons.length} 名虚构参保人`)
    return 0
  }
  if (positionals.length > 0)
    throw new PlainError('npm run hospital -- [export FILE] | --hospitals N --speed N [--url URL] [--minutes N] [--rate N/s] [--persons FILE] [--seed N]')
  const asked = optionsOf(values)
  const centre = await centreToPlay(values)
  const options = { ...asked, url: values.url ?? centre.url ?? `http://127.0.0.1:${process.env['PORT'] || '7080'}` }
  console.log(`${options.url}：${options.hospitals} 家医院、${options.pharmacies} 家药店，${options.days} 个工作日，速度 ${options.speed}`)
  const played = await play(centre, { ...options, progress: shown })
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K')
  console.log(reportText(played))
  return played.tally.faults.size === 0 ? 0 : 1
}

function fileOfMachine(): string {
  return path.resolve(process.env['TONGCHOU_DATA'] || 'data', 'hospital/centre.yaml')
}

async function centreToPlay(values: Values): Promise<Centre> {
  if (values.persons !== undefined) return readCentre(values.persons)
  const file = fileOfMachine()
  return existsSync(file) ? readCentre(file) : exported(file, values)
}

async function exported(file: string, values: Values): Promise<Centre> {
  const installation = await prepareInstallation(process.env)
  try {
    const centre = await centreOfDemonstration(installation, dayIn(systemClock), number(values, 'people', 1))
    await writeCentre(centre, file)
    return centre
  } finally {
    await installation.stop()
  }
}

function optionsOf(values: Values): Omit<PlayOptions, 'url'> {
  const hospitals = number(values, 'hospitals', 0)
  const { speed, days } = daysOf(values)
  return {
    hospitals,
    pharmacies: values.pharmacies === undefined ? Math.ceil(hospitals / 4) : number(values, 'pharmacies', 0),
    speed,
    days,
    seed: number(values, 'seed', 0),
    casesPerDay: number(values, 'cases', 1),
    ...(values.rate === undefined ? {} : { rate: number({ rate: values.rate.replace('/s', '') }, 'rate', 0) }),
    losses: number(values, 'losses', 0),
    stays: 0.06,
    windows: number(values, 'windows', 1),
  }
}

const MOST_DAYS = 60

/** As many whole working days as the minutes hold; where they hold less than one, the day goes by faster. */
function daysOf(values: Values): { speed: number; days: number } {
  const speed = number(values, 'speed', 1)
  if (values.minutes === undefined) return { speed, days: 1 }
  const minutes = number(values, 'minutes', 0)
  const days = Math.max(1, Math.round((minutes * speed) / WORKING_DAY))
  if (days > MOST_DAYS)
    throw new PlainError(
      `${days} working days are too many for one year's persons; choose a lower --speed (at most ${Math.floor((MOST_DAYS * WORKING_DAY) / minutes)}).`,
    )
  return { days, speed: (days * WORKING_DAY) / minutes }
}

function number(values: Readonly<Record<string, string | boolean | undefined>>, name: string, least: number): number {
  const value = Number(values[name])
  if (!Number.isFinite(value) || value < least) throw new PlainError(`--${name} needs a number of ${least} or more.`)
  return value
}

function shown(tally: Parameters<typeof progressLine>[0], seconds: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${progressLine(tally, seconds)}`)
  else if (Math.round(seconds) % 30 === 0) console.log(progressLine(tally, seconds))
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof PlainError || error instanceof PlainFault ? error.message : error)
    process.exitCode = 2
  },
)
