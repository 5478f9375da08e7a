// Runs a compiled program after compiling what changed: `node tools/run.mjs server/dist/verify/cli.js …`.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { buildCode } from './build.mjs'

/** As `npm start` gives it. */
const YOUNG = '--max-semi-space-size=64'

const [program, ...args] = process.argv.slice(2)
buildCode()
const { status } = spawnSync(process.execPath, [YOUNG, '--enable-source-maps', path.resolve(import.meta.dirname, '..', program), ...args], { stdio: 'inherit' })
process.exit(status ?? 1)
