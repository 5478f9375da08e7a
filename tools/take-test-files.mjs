// Takes test files from the list of the run, one after the other, until none is left. Several processes take from one list, so that
// what all files need is loaded once for each process and not for each file. Every file is a suite of its own: its hooks rule it alone.
import { closeSync, openSync } from 'node:fs'
import path from 'node:path'
import { after, describe } from 'node:test'
import { pathToFileURL } from 'node:url'

const root = path.resolve(import.meta.dirname, '..')
const { files, taken, most } = JSON.parse(process.env.TONGCHOU_TEST_LIST)

/** Whether this process is the first that reaches for the file. */
function take(index) {
  try {
    closeSync(openSync(path.join(taken, String(index)), 'wx'))
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function run(file) {
  return new Promise((resolve) => {
    describe(path.relative(root, file), async () => {
      after(resolve)
      await import(pathToFileURL(file).href).catch((error) => {
        resolve()
        throw error
      })
    })
  })
}

let done = 0
for (const [index, file] of files.entries()) {
  if (done === most) break
  if (!take(index)) continue
  await run(file)
  done++
}
