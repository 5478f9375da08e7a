// Installs the packages of package-lock.json when they are not there or the lock changed since.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')

export function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Tongchou needs Node.js 20.19 or later; this is ${process.versions.node}. Install a newer Node.js and run the command again.`)
  process.exit(1)
}

export function install() {
  const stamp = path.join(root, 'node_modules', '.tongchou-lock')
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.log('Installing packages …')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('The packages could not be installed. Check that this machine reaches an npm registry (npm ping), then run the command again.')
    process.exit(status ?? 1)
  }
  writeFileSync(stamp, lock)
}
