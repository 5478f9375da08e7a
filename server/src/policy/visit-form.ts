// The form of one visit to try (`npm run settle`): written like a bill of a worked case, with the person and what the year already
// used. Amounts in yuan. Read strictly: an unknown field is a fault with its line.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { faultText, type PolicyFault } from '@tongchou/domain/policy/document.js'
import { type Fields, fieldsOf } from '@tongchou/domain/policy/field-reader.js'
import { oneOf, type Reader, text, yesNo } from '@tongchou/domain/policy/node-reader.js'
import type { Accident } from '@tongchou/domain/settlement/accident.js'
import type { Bill, InsuredPerson } from '@tongchou/domain/settlement/bill.js'
import { NOTHING_USED, type UsedSoFar } from '@tongchou/domain/settlement/used-so-far.js'
import { PlainError } from '../database/plain-error.js'
import { parseYaml } from './parse.js'
import { billOf } from './scenario-form.js'
import { NOBODY_SPECIAL, person } from './scenario-person.js'
import { accident, parts, stayLink, totalOfParts } from './visit-facts.js'
import { usedSoFar } from './visit-used.js'

export interface Visit {
  readonly scheme: Scheme
  readonly person: InsuredPerson
  readonly bill: Bill
  readonly used: UsedSoFar
  /** Of the person's other scheme in the same year; limits that both share ask for it. */
  readonly usedOther: UsedSoFar
  /** What was declared and found of the injury behind the visit; null: nothing was declared. */
  readonly accident: Accident | null
}

/** The visit of a file; every fault of the file is named in one error, each with its line. */
export function readVisit(file: string): Visit {
  const content = contentOf(file)
  const faults: PolicyFault[] = []
  const name = path.basename(file)
  const root = parseYaml(name, content, 0, faults)
  const from = { document: name, article: '', certainty: 'illustrative', inForce: '0001-01-01' } as const
  const read = root === undefined ? undefined : visit(root, { file: name, from, faults })
  if (faults.length > 0 || read === undefined) throw new PlainError(faults.map(faultText).join('\n'))
  return read
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new PlainError(`读不到文件 ${file}；请核对路径。写法见 scenarios/example-visit.yaml。`)
  }
}

const visit: Reader<Visit> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const scheme = fields.need('scheme', oneOf(['resident', 'employee']))
  const who = fields.or('person', person, NOBODY_SPECIAL)
  const used = fields.or('used', usedSoFar, NOTHING_USED)
  const usedOther = fields.or('used_other_scheme', usedSoFar, NOTHING_USED)
  const declared = fields.maybe('accident', accident) ?? null
  fields.maybe('note', text)
  const bill = wholeBill(scheme ?? 'resident', fields)
  fields.done()
  return scheme === undefined || bill === undefined ? undefined : { scheme, person: who, bill, used, usedOther, accident: declared }
}

/** A bill as worked cases write it, and what only a visit to try has. */
function wholeBill(scheme: Scheme, fields: Fields): Bill | undefined {
  const useAccount = fields.or('use_account', yesNo, true)
  const stay = fields.maybe('stay', stayLink)
  const sums = fields.maybe('parts', parts)
  const bill = billOf(scheme, fields, sums === undefined ? undefined : { lines: [], total: totalOfParts(sums), parts: sums })
  return bill === undefined ? undefined : { ...bill, useAccount, ...(stay === undefined ? {} : { stayLink: stay }) }
}
