import assert from 'node:assert/strict'
import * as fs from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'

const SOURCES = path.resolve(import.meta.dirname, '../src')

/** Every Chinese text that a page hands to the dictionary by name. */
async function textsOfPages(): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  const names = await fs.readdir(SOURCES, { recursive: true })
  for (const name of names.filter((file) => /\.tsx?$/.test(file))) {
    const source = await fs.readFile(path.join(SOURCES, name), 'utf8')
    for (const match of source.matchAll(/\bt\('([^'\n]*[\u4e00-\u9fff][^'\n]*)'/g)) texts.set(match[1] ?? '', name)
  }
  return texts
}

/** The dictionary and its parts. */
async function dictionaryText(): Promise<string> {
  const folder = path.join(SOURCES, 'language')
  const parts = (await fs.readdir(folder)).filter((name) => name.startsWith('english'))
  return (await Promise.all(parts.map((name) => fs.readFile(path.join(folder, name), 'utf8')))).join('\n')
}

test('every text of a page has its English', async () => {
  const texts = await textsOfPages()
  const dictionary = await dictionaryText()
  const missing = [...texts]
    .filter(([text]) => !dictionary.includes(`${text}'`) && !dictionary.includes(`  ${text}:`))
    .map(([text, file]) => `${file}: ${text}`)
  assert.ok(texts.size > 150, 'the pages were not read')
  assert.deepEqual(missing, [])
})
