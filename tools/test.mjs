// `npm test`: installs, builds, and runs everything the product promises: types, lint, house rules, unit, scenario, property,
// HTTP and browser tests, the database ones on PostgreSQL 18 and again on 15. Fails when a step runs no test at all.
//   npm test                     everything
//   npm test -- server console   only these parts: types lint tidy domain hospital server server15 simulation console
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { install, refuseOldNode } from './install.mjs'

const root = path.resolve(import.meta.dirname, '..')
const wanted = process.argv.slice(2)
const results = []

refuseOldNode()
install()
const { buildCode, buildConsole } = await import('./build.mjs')

function step(name, work) {
  if (wanted.length > 0 && !wanted.includes(name)) return
  const started = Date.now()
  console.log(`\n── ${name} ${'─'.repeat(Math.max(3, 90 - name.length))}`)
  const { passed = 0, failed = 0 } = work()
  results.push({ name, passed, failed, seconds: Math.round((Date.now() - started) / 1000) })
}

function node(args, environment = {}) {
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } }).status === 0
}

function check(args) {
  return node(args) ? { passed: 1 } : { failed: 1 }
}

function testFiles(folder) {
  const found = []
  const visit = (at) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const file = path.join(at, entry.name)
      if (entry.isDirectory() && entry.name !== 'node_modules') visit(file)
      else if (/\.test\.m?js$/.test(entry.name)) found.push(file)
    }
  }
  const whole = path.join(root, folder)
  if (existsSync(whole)) visit(whole)
  return found.sort()
}

/** The files that take longest begin, so that none of them ends alone. */
const LONG = ['scenarios-http', 'start', 'routes-by-role', 'demonstration', 'conformance', 'province', 'payment', 'changes', 'policy', 'model', 'undo']

/** After so many files a process ends and another goes on, so that none grows without bound. */
const MOST = 24

/** Processes that take the files from one list; see take-test-files.mjs. */
function takers(all, concurrency, label) {
  const taken = path.join(root, '.cache', `${label}-taken`)
  rmSync(taken, { recursive: true, force: true })
  mkdirSync(taken, { recursive: true })
  const nameOf = (file) => path.basename(file).replace(/\.test\.m?js$/, '')
  const rank = (file) => (LONG.includes(nameOf(file)) ? LONG.indexOf(nameOf(file)) : LONG.length)
  const files = all.toSorted((one, other) => rank(one) - rank(other))
  const many = Math.max(Math.min(concurrency, files.length), Math.ceil(files.length / MOST))
  const processes = Array.from({ length: many }, (_, index) => path.join(taken, `taker-${index + 1}.mjs`))
  for (const file of processes) writeFileSync(file, `import '${pathToFileURL(path.join(root, 'tools/take-test-files.mjs'))}'\n`)
  const left = () => files.length - readdirSync(taken).filter((name) => !name.includes('.')).length
  return { processes, left, list: JSON.stringify({ files, taken, most: MOST }) }
}

/** Runs test files; counts what node's runner counted; no test at all is a failure. */
function tests(folder, { concurrency = 2, environment = {}, only = () => true, label = folder.replaceAll('/', '-') } = {}) {
  const files = testFiles(folder).filter(only)
  const tap = path.join(root, '.cache', `${label}.tap`)
  mkdirSync(path.dirname(tap), { recursive: true })
  rmSync(tap, { force: true })
  if (files.length === 0) {
    console.error(`No test file below ${folder}.`)
    return { failed: 1 }
  }
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${tap}`]
  const { processes, left, list } = takers(files, concurrency, label)
  const fine = node(['--test', `--test-concurrency=${concurrency}`, ...reporters, ...processes], { ...environment, TONGCHOU_TEST_LIST: list })
  const text = existsSync(tap) ? readFileSync(tap, 'utf8') : ''
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
  const passed = count('pass')
  const failed = count('fail') + count('cancelled')
  if (passed + failed === 0) console.error(`No test ran below ${folder}.`)
  if (left() > 0) console.error(`${left()} test files below ${folder} did not run.`)
  return { passed, failed: fine && passed > 0 && left() === 0 ? failed : Math.max(1, failed) }
}

/** What asks a database in words of its own, and so may differ by its version; rooms that ask through others' statements are left out. */
function asksDatabase(file) {
  const room = path.relative(path.join(root, 'server/dist'), file).split(path.sep)[0]
  return !['policy', 'trial', 'http', 'fhir'].includes(room) && !file.endsWith('routes-by-role.test.js') && readFileSync(file, 'utf8').includes('/testing/')
}

/** Each test database is thousands of small files: they are made in memory where there is room for them, else in .cache. */
function clusterFolder(name) {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return path.join(root, '.cache', name)
  const { bavail, bsize } = statfsSync(memory)
  const roomy = Math.min(bavail * bsize, process.availableMemory()) > 4 * 1024 ** 3
  const own = `tongchou-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`
  return roomy ? path.join(memory, `${own}-${name}`) : path.join(root, '.cache', name)
}

/** A cluster for one part of the run, stopped afterwards. */
async function withCluster(binaries, work) {
  const { startEmbedded } = await import('../server/dist/database/embedded.js')
  const { makeTemplate } = await import('../server/dist/testing/database.js')
  const folder = clusterFolder(binaries ?? 'postgres-test')
  const server = await startEmbedded({
    folder,
    ...(binaries === undefined ? {} : { binaries }),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '256MB', max_wal_size: '512MB' },
  })
  try {
    await makeTemplate(server.adminUrl)
    work({ TONGCHOU_TEST_ADMIN_URL: server.adminUrl })
  } finally {
    await server.stop()
    if (!folder.startsWith(root)) rmSync(folder, { recursive: true, force: true })
  }
}

function wants(...names) {
  return wanted.length === 0 || names.some((name) => wanted.includes(name))
}

buildCode()
step('types', () =>
  existsSync(path.join(root, 'console/tsconfig.json')) ? check(['node_modules/typescript/bin/tsc', '-p', 'console', '--noEmit']) : { passed: 1 },
)
step('lint', () => check(['node_modules/@biomejs/biome/bin/biome', 'check', '.']))
step('tidy', () => tests('tools'))
step('domain', () => tests('domain/dist-test'))
step('hospital', () => tests('hospital/dist'))
if (wants('server', 'simulation', 'console')) {
  if (wants('console')) buildConsole()
  await withCluster(undefined, (environment) => {
    step('server', () => tests('server/dist', { environment }))
    step('simulation', () => tests('simulation/dist', { environment }))
    step('console', () => tests('console/dist-test', { environment }))
  })
}
if (wants('server15')) {
  if (existsSync(path.join(root, 'node_modules/postgres-15-linux-x64'))) {
    await withCluster('postgres-15-linux-x64', (environment) =>
      step('server15', () => tests('server/dist', { environment, only: asksDatabase, label: 'server15' })),
    )
  } else {
    console.log('\nPostgreSQL 15 is packaged for linux-x64 only; the database tests ran on 18.')
  }
}

console.log('')
for (const { name, passed, failed, seconds } of results)
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed  ${seconds} s`)
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
