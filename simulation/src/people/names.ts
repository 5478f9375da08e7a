// Names put together from a list of surnames with weights and lists of given names; a chance likeness to a real person is chance.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CATALOGUES, cell, readTable } from '@tongchou/server/catalogue/table.js'
import { oneOf, type Random } from '../random/random.js'
import { weighted } from '../random/weighted.js'

export interface Names {
  surname(random: Random): string
  given(random: Random, sex: '1' | '2'): string
}

export function readNames(folder: string = CATALOGUES): Names {
  const surnames = weighted(readTable('population/surnames.tsv', folder), (row) => Number(cell(row, 'per_mille')))
  const lists = JSON.parse(readFileSync(path.join(folder, 'population/given-names.json'), 'utf8')) as Record<'generic' | 'female' | 'male', string[]>
  const bySex = { '1': [...lists.male, ...lists.generic], '2': lists.female }
  return {
    surname: (random) => cell(surnames(random), 'surname'),
    given: (random, sex) => oneOf(random, bySex[sex]),
  }
}
