// `npm start`: installs, builds, and hands over to the demonstration: embedded database, demonstration city, API and console.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { install, refuseOldNode } from './install.mjs'

/** Megabytes of the space for young objects: what a message leaves behind is mostly dead before it is full, and a collection costs what lives. */
const YOUNG = '--max-semi-space-size=64'

const root = path.resolve(import.meta.dirname, '..')

refuseOldNode()
install()
const { buildCode, buildConsole } = await import('./build.mjs')
buildCode()
buildConsole()
const server = spawn(process.execPath, [YOUNG, '--enable-source-maps', path.join(root, 'simulation/dist/start-demonstration.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)))
