// What `npm start` runs: prepares the installation, loads the demonstration city once, serves, and says where and how to try it.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { PlainError } from '@tongchou/server/database/plain-error.js'
import { dayIn, systemClock, timeText } from '@tongchou/server/http/clock.js'
import { closeOnSignals, type Installation, poolToServe, prepareInstallation, serve } from '@tongchou/server/start.js'
import { makeCity } from './city/city.js'
import { type DemonstrationFile, rate, readDemonstration } from './city/demonstration-file.js'
import { type ExampleMessages, writeExamples } from './demonstration/example-messages.js'
import { finishedDetail } from './demonstration/marks.js'
import { welcome } from './demonstration/welcome.js'
import { centreOfDemonstration, writeCentre } from './hospital/export-centre.js'
import { type Loaded, loadDemonstration } from './load-demonstration.js'
import { syntheticCity } from './trial/synthetic-city.js'

/** As many as the play of hospitals' days takes where no other number is asked for. */
const PERSONS_TO_PLAY = 5000

async function start(): Promise<void> {
  const file = readDemonstration()
  const installation = await prepareInstallation(process.env)
  try {
    const standing = await loadOnce(installation, file)
    const pool = standing === 'foreign' ? await poolToServe(process.env, installation.databases) : file.pool
    if (standing !== 'foreign') await keepCentre(installation)
    const serving = await serve(installation, process.env, { pool, demonstration: standing !== 'foreign', syntheticCity: syntheticCity(file.pool) })
    closeOnSignals(serving)
    if (standing === 'foreign') console.log(`\n  统筹 Tongchou  ${serving.address}\n`)
    else console.log(welcome(serving.address, file, await examplesOf(installation)))
  } catch (error) {
    await installation.stop()
    throw error
  }
}

/** What the conformance suite must know of the city to examine it from the desk. */
async function keepCentre(installation: Installation): Promise<void> {
  const file = path.join(installation.folder, 'hospital/centre.yaml')
  if (!existsSync(file)) await writeCentre(await centreOfDemonstration(installation, dayIn(systemClock), PERSONS_TO_PLAY), file)
}

/** So many people that as many are insured as the demonstration wants. */
async function loadOnce(installation: Installation, file: DemonstrationFile): ReturnType<typeof loadDemonstration> {
  const people = Math.ceil(file.people_insured / rate(file, 'insured'))
  const progress = (line: string): void => console.log(`  ${line}`)
  return loadDemonstration(installation, { people, seed: file.seed, today: dayIn(systemClock), progress, offices: true })
}

async function examplesOf(installation: Installation): Promise<ExampleMessages | undefined> {
  const loaded = (await finishedDetail(installation.databases.batch)) as Loaded | undefined
  if (loaded === undefined) return undefined
  const { people, seed, today, firstPerson } = loaded
  return writeExamples(makeCity({ people, seed, today }), BigInt(firstPerson), path.join(installation.folder, 'examples'), timeText(systemClock.now()))
}

start().catch((error: unknown) => {
  console.error(error instanceof PlainError ? `\n  ${error.message}\n` : error)
  process.exitCode = 1
})
