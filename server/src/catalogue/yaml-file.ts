// Reads a YAML file of `catalogues/`. Every scalar stays text unless `typed` asks for numbers.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { CATALOGUES } from './table.js'

export function readYaml(file: string, options: { readonly folder?: string; readonly typed?: boolean } = {}): unknown {
  return parse(readFileSync(path.join(options.folder ?? CATALOGUES, file), 'utf8'), { schema: options.typed === true ? 'core' : 'failsafe' })
}
