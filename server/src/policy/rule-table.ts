// A rule as a table where a table reads better than a sentence: one row for each class, level and band, with the cells of one class or
// level merged. What the table does not say stays in sentences.
import { percentText } from '@tongchou/domain/base/money.js'
import type { AssistanceLayer, Band, BandsRule, DeductibleRule, FixedBenefit, OffsiteRule } from '@tongchou/domain/policy/benefit-policy.js'
import type { Rule } from '@tongchou/domain/policy/keys.js'
import { DELIVERY_NAMES, FILING_NAMES, identityOf, PLACE_NAMES } from '@tongchou/domain/policy/national-lists.js'
import { bandsSentences, deductibleSentences, fixedSentences } from './benefit-sentences.js'
import { assistanceSentences } from './layer-sentences.js'
import { amountText, figure, levelsOf, levelWord, limit, rowText, stepTexts, yuan } from './words.js'

export interface Cell {
  readonly text: string
  /** Rows that the cell stands over. */
  readonly rows: number
}

export interface RuleTable {
  readonly head: readonly string[]
  /** A row lacks the cells that one above stands over. */
  readonly rows: readonly (readonly Cell[])[]
  /** What the table does not say. */
  readonly rest: readonly string[]
}

/** Null where a sentence says it as well. */
export function tableOf(rule: Rule): RuleTable | null {
  switch (rule.part) {
    case 'bands':
      return bandsTable(rule.value)
    case 'deductible':
      return deductibleTable(rule.value)
    case 'offsite':
      return offsiteTable(rule.value)
    case 'fixed':
      return fixedTable(rule.value)
    case 'assistance':
      return assistanceTable(rule.value)
    default:
      return null
  }
}

/** Rows of texts with like cells of the leading columns merged, a column only within one cell of the column before it. */
function merged(rows: readonly (readonly string[])[], columns: number): readonly (readonly Cell[])[] {
  const same = (a: number, b: number, column: number): boolean => {
    for (let at = 0; at <= column; at += 1) if (rows[a]?.[at] !== rows[b]?.[at]) return false
    return true
  }
  return rows.map((row, index) =>
    row.flatMap((text, column): Cell[] => {
      if (column >= columns) return [{ text, rows: 1 }]
      if (index > 0 && same(index - 1, index, column)) return []
      let over = 1
      while (index + over < rows.length && same(index, index + over, column)) over += 1
      return [{ text, rows: over }]
    }),
  )
}

const CLASS_WORDS: Readonly<Record<string, string>> = { retired: '退休' }

function bandsTable(rule: BandsRule): RuleTable | null {
  const { bands } = rule
  const levels = 'table' in bands ? [['', bands.table] as const] : levelsOf(bands.byLevel).map((level) => [level, bands.byLevel[level] ?? []] as const)
  const classes = [...new Set(levels.flatMap(([, table]) => table.flatMap(({ others }) => Object.keys(others ?? {}))))]
  const cut = levels.some(([, table]) => table.length > 1)
  if (levels.length === 1 && classes.length === 0 && !cut) return null
  const ofClass = (own: string | null): string[][] =>
    levels.flatMap(([level, table]) =>
      table.map((band) => [
        ...(classes.length === 0 ? [] : [own === null ? '一般人员' : (CLASS_WORDS[own] ?? own)]),
        ...('table' in bands ? [] : [levelWord(level)]),
        ...(cut ? [boundsText(band)] : []),
        ratioText(band, own),
      ]),
    )
  const head = [...(classes.length === 0 ? [] : ['人员']), ...('table' in bands ? [] : ['机构级别']), ...(cut ? ['费用分段'] : []), '支付比例']
  const rows = [null, ...classes].flatMap(ofClass)
  return { head, rows: merged(rows, head.length - 1), rest: bandsSentences(rule).slice(1) }
}

function boundsText({ fromFen, toFen }: Band): string {
  if (toFen === null) return fromFen === 0n ? '全部' : `${yuan(fromFen)}以上`
  return fromFen === 0n ? `至${yuan(toFen)}` : `${yuan(fromFen)}—${yuan(toFen)}`
}

function ratioText({ ratio, others }: Band, own: string | null): string {
  const other = own === null ? undefined : others?.[own]
  return other === undefined ? figure(ratio, percentText) : percentText(other)
}

function deductibleTable(rule: DeductibleRule): RuleTable | null {
  const { amount, sequence } = rule
  if (amount.mode !== 'by_level') return null
  const scheduled = sequence.kind === 'schedule' ? sequence.byLevel : {}
  const most = Math.max(1, ...Object.values(scheduled).map((amounts) => amounts.length))
  const rows = levelsOf(amount.table).map((level) => {
    const own = scheduled[level] ?? []
    const later = Array.from({ length: most - 1 }, (_, index) => own[index + 1] ?? own.at(-1)).map((fen) =>
      fen === undefined ? amountText(amount, level) : yuan(fen),
    )
    return [levelWord(level), own[0] === undefined ? amountText(amount, level) : yuan(own[0]), ...later]
  })
  const [first = '', ...rest] = deductibleSentences(rule)
  const head = [
    '机构级别',
    most === 1 ? '起付线' : '第1次',
    ...Array.from({ length: most - 1 }, (_, index) => `第${index + 2}次${index + 2 === most ? '起' : ''}`),
  ]
  const period = first.slice(first.lastIndexOf('；') + 1)
  return { head, rows: merged(rows, 0), rest: [period, ...rest.filter((sentence) => !sentence.startsWith('各次住院起付线：'))] }
}

function offsiteTable({ rows, silent }: OffsiteRule): RuleTable | null {
  if (rows.length + silent.length < 2) return null
  const said = [...rows.map((row) => ({ ...row, says: rowText(row) })), ...silent.map((row) => ({ ...row, says: '没有规定' }))]
  const order = Object.keys(PLACE_NAMES)
  const sorted = said.sort((a, b) => order.indexOf(a.place) - order.indexOf(b.place))
  const cells = sorted.map(({ place, filing, says }) => [PLACE_NAMES[place], filing.map((one) => FILING_NAMES[one]).join('、'), says])
  return { head: ['就医地', '备案', '怎么支付'], rows: merged(cells, 1), rest: [] }
}

function fixedTable(rule: FixedBenefit): RuleTable | null {
  const levels = rule.amountsByLevel ?? {}
  const all = [['', rule.amounts] as const, ...levelsOf(levels).map((level) => [level, levels[level] ?? {}] as const)]
  const many = all.length > 1
  const rows = all.flatMap(([level, amounts]) =>
    Object.entries(amounts).map(([what, fen]) => [
      ...(many ? [level === '' ? '其他级别' : levelWord(level)] : []),
      rule.by === 'delivery' ? (DELIVERY_NAMES[what] ?? what) : what,
      figure(fen, yuan),
    ]),
  )
  if (rows.length < 2) return null
  const head = [...(many ? ['机构级别'] : []), rule.by === 'delivery' ? '分娩方式' : '手术', '定额']
  const [first = ''] = fixedSentences(rule)
  const form = `${first.slice(0, first.indexOf('：'))}${first.slice(first.lastIndexOf('；'))}`
  return { head, rows: merged(rows, many ? 1 : 0), rest: [form, ...(rule.countsAdmission ? ['计入住院次数'] : [])] }
}

function assistanceTable(rule: AssistanceLayer): RuleTable | null {
  const { classes, classOrder } = rule
  if (classOrder.length < 2) return null
  const rows = classOrder.flatMap((word) => {
    const own = classes[word]
    if (own === undefined) return []
    const from = 'fen' in own.deductible ? figure(own.deductible.fen, yuan) : `人均可支配收入的${figure(own.deductible.incomeShare, percentText)}`
    const steps = stepTexts(own.ratioSteps ?? [])
    const head = [identityOf(word)?.name ?? word, from, figure(own.ratio, percentText), limit(own.capFen)]
    return steps.length === 0 ? [[...head, '']] : steps.map((step) => [...head, step])
  })
  const stepped = rows.some((row) => row.at(-1) !== '')
  const names = classOrder.map((word) => identityOf(word)?.name ?? word)
  const rest = assistanceSentences(rule).filter((sentence) => !names.some((name) => sentence.startsWith(`${name}：`)))
  return {
    head: ['救助对象', '起付线', '比例', '限额', ...(stepped ? ['情形'] : [])],
    rows: merged(stepped ? rows : rows.map((row) => row.slice(0, -1)), stepped ? 4 : 0),
    rest,
  }
}
