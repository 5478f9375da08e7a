// Everything a settlement list is held against, in one order; the version names the set of checks that a list was held against.
import { codeFaults } from './list-code-checks.js'
import type { Fault, ListCase } from './list-fault.js'
import { moneyFaults } from './list-money-checks.js'
import { personFaults } from './list-person-checks.js'
import { stayFaults } from './list-stay-checks.js'

export const CHECKS_VERSION = '1'

export function listFaults(of: ListCase): Fault[] {
  return [...personFaults(of), ...stayFaults(of), ...moneyFaults(of), ...codeFaults(of)]
}
