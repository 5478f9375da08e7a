// Compiles domain, server and simulation (incremental), and the console when its sources changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

function node(args, cwd = root) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

/** Content of every file below the folders, as one digest. */
function digest(folders) {
  const hash = createHash('sha256')
  const visit = (file) => {
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) visit(path.join(file, name))
    else hash.update(file).update(readFileSync(file))
  }
  for (const folder of folders) if (existsSync(path.join(root, folder))) visit(path.join(root, folder))
  return hash.digest('hex')
}

export function buildCode() {
  node([path.join(root, 'node_modules/typescript/bin/tsc'), '-b', root])
}

export function buildConsole() {
  if (!existsSync(path.join(root, 'console/index.html'))) return
  const stamp = path.join(root, 'console/build/.stamp')
  const now = digest(['console/src', 'console/index.html', 'console/vite.config.ts', 'console/public', 'domain/src/base', 'package-lock.json'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  node([path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], path.join(root, 'console'))
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, now)
}

if (process.argv[1] === import.meta.filename) {
  buildCode()
  buildConsole()
}
