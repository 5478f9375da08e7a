// Rules of the fund: mode, advances, disbursement, contributions.
import { all, fieldsOf } from './field-reader.js'
import { listOf, oneOf, type Reader, ratio, share, tableOf, text, wrong, yesNo, yuan } from './node-reader.js'
import type { AdvanceRule, DisbursementRule, PerHeadContribution, PoolingMode, WageContribution } from './pooling-rule.js'
import { subsidySplit } from './subsidy-split-rule.js'

export const mode: Reader<PoolingMode> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = {
    kind: fields.need('kind', oneOf(['full_revenue_and_expenditure'])),
    accounting: fields.need('accounting', oneOf(['by_level', 'one_account'])),
    unitsBalanceThemselves: fields.need('units_balance_themselves', yesNo),
    transfersBetweenUnits: fields.need('transfers_between_units', yesNo),
  }
  fields.done()
  return all(read) ? { ...read, from: fields.reading.from } : undefined
}

export const advance: Reader<AdvanceRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { kind: fields.need('kind', oneOf(['quarterly'])), appliesTo: fields.need('applies_to', listOf(text)) }
  fields.done()
  return all(read) ? { ...read, from: fields.reading.from } : undefined
}

export const disbursement: Reader<DisbursementRule> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { kind: fields.need('kind', oneOf(['chain'])), steps: fields.need('steps', listOf(text)) }
  fields.done()
  return all(read) ? { ...read, from: fields.reading.from } : undefined
}

export const contribution: Reader<PerHeadContribution | WageContribution> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const kind = fields.need('kind', oneOf(['per_head', 'wage_share']))
  const perHead = kind === 'per_head' ? { individual: fields.need('individual', byYear), subsidy: fields.need('subsidy', byYear) } : undefined
  const split = kind === 'per_head' ? fields.maybe('subsidy_split', subsidySplit) : undefined
  const wage =
    kind === 'wage_share'
      ? {
          employee: fields.need('employee', share),
          employer: fields.need('employer', share),
          baseFloor: fields.need('base_floor', ratio),
          baseCeiling: fields.need('base_ceiling', ratio),
          toAccount: fields.need('to_account', share),
        }
      : undefined
  fields.done()
  const { from } = fields.reading
  if (perHead !== undefined && all(perHead)) return { kind: 'per_head', ...perHead, ...(split === undefined ? {} : { split }), from }
  return wage !== undefined && all(wage) ? { kind: 'wage_share', ...wage, from } : undefined
}

const byYear: Reader<Record<string, bigint>> = (node, reading) => {
  const table = tableOf(yuan)(node, reading)
  if (table === undefined) return undefined
  const odd = Object.keys(table).find((year) => !/^20\d{2}$/.test(year))
  return odd === undefined ? table : wrong(reading, node.line, `“${odd}”不是年度；请写成 "2024": 400 的样子。`)
}
