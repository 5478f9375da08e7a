// House rules that a compiler does not know, as tests: order of the rooms, banned words, names of files, and what a domain may not do.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'

const root = path.resolve(import.meta.dirname, '..')
const ROOMS = [
  'base',
  'policy',
  'facts',
  'enrolment',
  'contribution',
  'entitlement',
  'agreement',
  'settlement',
  'budget',
  'payment',
  'fund',
  'appraisal',
  'pooling',
  'supervision',
  'service',
]
const CODE = /\.(ts|tsx)$/
const TEST = /(\.test\.tsx?|\/testing\/|^console\/tests\/)/

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(path.join(root, file)))
const sources = files.filter((file) => CODE.test(file) && /^(domain|server|simulation|console|bench|hospital)\/src\//.test(file))
const text = new Map(sources.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))

/** `file:line: what` for every line of the sources that matches, outside of what `skip` lets through. */
function lines(pattern, { within = () => true, skip = () => false } = {}) {
  const found = []
  for (const [file, content] of text) {
    if (!within(file)) continue
    content.split('\n').forEach((line, index) => {
      if (pattern.test(line) && !skip(file, line)) found.push(`${file}:${index + 1}: ${line.trim().slice(0, 120)}`)
    })
  }
  return found
}

function importsOf(file) {
  return [...(text.get(file) ?? '').matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map((match) => match[1] ?? '')
}

function roomOf(packageName, file) {
  return new RegExp(`^${packageName}/src/([a-z-]+)/`).exec(file)?.[1]
}

const isTest = (file) => TEST.test(file)
const code = (file) => !isTest(file)
const inDomain = (file) => file.startsWith('domain/src/') && code(file)

test('a room of the domain imports only rooms to its left', () => {
  const wrong = []
  for (const file of sources.filter(inDomain)) {
    const here = ROOMS.indexOf(roomOf('domain', file) ?? '')
    assert.notEqual(here, -1, `${file} stands in no room of the domain`)
    for (const target of importsOf(file)) {
      assert.ok(target.startsWith('.'), `${file} imports ${target}; the domain has no dependencies`)
      const there = ROOMS.indexOf(roomOf('domain', path.join(path.dirname(file), target)) ?? '')
      if (there > here) wrong.push(`${file} imports ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('the domain asks no clock, no chance and no world', () => {
  assert.deepEqual(lines(/\bDate\.now\b|\bnew Date\b|Math\.random|\bprocess\.|\bfetch\(|\bconsole\./, { within: inDomain }), [])
})

test('the compiler itself keeps the world out of the domain', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidy-'))
  const extended = {
    extends: path.join(root, 'domain/tsconfig.json'),
    compilerOptions: { composite: false, noEmit: true, rootDir: folder },
    include: [folder],
    exclude: [],
  }
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(extended))
  const compiles = (line) => {
    writeFileSync(path.join(folder, 'probe.ts'), `${line}\nexport {}\n`)
    return spawnSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]).status === 0
  }
  assert.ok(compiles('export const sum: bigint = 1n + 1n'))
  for (const reach of ['process.exit()', 'fetch("x")', 'console.log(1)', 'import("node:fs")', 'setTimeout(() => 0)', 'localStorage.clear()']) {
    assert.ok(!compiles(reach), `${reach} compiles in the domain`)
  }
})

test('a store imports no verb', () => {
  const wrong = []
  for (const file of sources.filter((name) => /^server\/src\/[a-z-]+\/store(-[a-z-]+)?\.ts$/.test(name) && code(name))) {
    for (const target of importsOf(file)) {
      if (target.startsWith('.') && !/\/(store[a-z-]*|connect|clock|plain-error)\.js$/.test(target)) wrong.push(`${file} imports ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('a hospital knows nothing of the server: it imports only domain/base', () => {
  const inHospital = (file) => file.startsWith('hospital/src/')
  assert.deepEqual(lines(/from '@tongchou\/(?!domain\/base\/)/, { within: inHospital }), [])
})

test('the console imports only domain/base of the other packages, and antd piece by piece', () => {
  const inConsole = (file) => file.startsWith('console/src/')
  assert.deepEqual(lines(/from '@tongchou\/(?!domain\/base\/)/, { within: inConsole }), [])
  assert.deepEqual(lines(/from 'antd'/, { within: inConsole }), [])
})

test("no place's name or code stands in code", () => {
  const places =
    /淮南|金华|河南|贵州|贵阳|黑龙江|佳木斯|哈尔滨|郑州|毛集|Huainan|Jinhua|Guiyang|Jiamusi|Harbin|Zhengzhou|\b3404\d{2}\b|\b3307\d{2}\b|\b4101\d{2}\b|\b2301\d{2}\b|\b2308\d{2}\b|\b5201\d{2}\b/
  assert.deepEqual(lines(places, { within: code }), [])
})

test('no float touches money', () => {
  assert.deepEqual(lines(/parseFloat|\.toFixed\(/, { within: (file) => code(file) && !/^(console\/src\/charts|bench)\//.test(file) }), [])
})

test('nothing unfinished, no escape from the types', () => {
  assert.deepEqual(lines(/\b(TODO|FIXME|XXX)\b|@ts-(ignore|expect-error|nocheck)|:\s*any\b|\bas any\b|<any>/), [])
  assert.deepEqual(lines(/\.(only|skip|todo)\(/, { within: isTest }), [])
})

test('no default exports and no barrels', () => {
  assert.deepEqual(lines(/^export default\b/, { within: code }), [])
  assert.deepEqual(
    sources.filter((file) => /\/index\.tsx?$/.test(file)),
    [],
  )
})

test('files are named in kebab-case, after what they do, and stay short', () => {
  const named = sources.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.tsx?$/.test(path.basename(file)))
  assert.deepEqual(named, [])
  assert.deepEqual(
    sources.filter((file) => /\/(utils?|helpers?|common|shared|misc)(\/|\.|-)/.test(file)),
    [],
  )
  // The dictionary of the console's English is a list of words, however long.
  const long = sources.filter((file) => code(file) && !file.startsWith('console/src/language/') && (text.get(file) ?? '').split('\n').length > 420)
  assert.deepEqual(long, [])
})

test('every file of the domain opens with what it decides', () => {
  const silent = sources.filter((file) => inDomain(file) && !/^\/\/ \S/.test(text.get(file) ?? ''))
  assert.deepEqual(silent, [])
})

test('a migration keeps its number to itself', () => {
  const numbers = files.filter((file) => file.startsWith('server/migrations/')).map((file) => path.basename(file).slice(0, 4))
  assert.equal(new Set(numbers).size, numbers.length)
})

test('nothing speaks of how the project is built or of one machine', () => {
  const prose = files.filter(
    (file) => /\.(ts|tsx|mjs|md|sql|yaml|json|tsv|sh)$/.test(file) && !/^(package-lock\.json|catalogues\/|docs\/openapi\.json|scenarios\/)/.test(file),
  )
  const found = []
  for (const file of prose) {
    if (file === 'tools/tidy.test.mjs') continue
    readFileSync(path.join(root, file), 'utf8')
      .split('\n')
      .forEach((line, index) => {
        if (/\/work\/|\.\.\/shared|\.library|\bissue #?\d|\bsubagent|\bhelper-\d/i.test(line)) found.push(`${file}:${index + 1}: ${line.trim().slice(0, 100)}`)
      })
  }
  assert.deepEqual(found, [])
})

test('an identity number with a real area code stands nowhere', () => {
  const suspicious = /(?<![0-9A-Za-z])[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])/
  const found = []
  for (const file of files.filter((name) => /\.(ts|tsx|json|md|sql|yaml|tsv)$/.test(name) && !name.startsWith('package-lock'))) {
    const match = suspicious.exec(readFileSync(path.join(root, file), 'utf8'))
    if (match !== null) found.push(`${file}: ${match[0].slice(0, 6)}…`)
  }
  assert.deepEqual(found, [])
})

test('what the documents name exists, and every demand of the five documents has its line', () => {
  const missing = []
  for (const file of ['README.md', 'README.zh-CN.md', 'ARCHITECTURE.md', 'SECURITY.md', 'CONTRIBUTING.md', 'docs/requirements.md', 'docs/glossary.md']) {
    for (const [, name = ''] of readFileSync(path.join(root, file), 'utf8').matchAll(/`([a-z][\w./-]*\/[\w./-]+)`/g)) {
      const built = /^(console\/build|data|\.cache)\b/.test(name)
      if (!built && !name.includes('…') && !existsSync(path.join(root, name))) missing.push(`${file}: ${name}`)
    }
    for (const [, picture = ''] of readFileSync(path.join(root, file), 'utf8').matchAll(/\]\(([\w./-]+)\)/g)) {
      if (!existsSync(path.join(root, path.dirname(file), picture))) missing.push(`${file}: ${picture}`)
    }
  }
  assert.deepEqual(missing, [])
  const counts = { A: 8, B: 9, C: 10, D: 7, E: 14, F: 4, G: 5, H: 6, I: 6, J: 4 }
  const lines = readFileSync(path.join(root, 'docs/requirements.md'), 'utf8')
  for (const [letter, count] of Object.entries(counts)) {
    for (let number = 1; number <= count; number++) assert.match(lines, new RegExp(`^\\| ${letter}${number} \\|`, 'm'), `${letter}${number}`)
  }
})

test('a package that the product depends on is used by it', () => {
  const used = files
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.startsWith('tools/tidy'))
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .join('\n')
  const idle = []
  for (const manifest of ['server/package.json', 'console/package.json', 'simulation/package.json', 'hospital/package.json']) {
    for (const name of Object.keys(JSON.parse(readFileSync(path.join(root, manifest), 'utf8')).dependencies ?? {})) {
      if (!new RegExp(`['"]${name}(/[^'"]*)?['"]`).test(used)) idle.push(`${manifest}: ${name}`)
    }
  }
  assert.deepEqual(idle, [])
})
