import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '../base/refusal.js'
import { type BankField, type BankTemplate, readBankAnswer, type TemplateField, writeBankFile } from './bank-file.js'
import { matchResults } from './match-results.js'

const field = (name: BankField, width = 0, align: 'left' | 'right' = 'left', pad = ' '): TemplateField => ({ field: name, title: name, width, align, pad })
const RESULTS = new Map([
  ['0000', 'paid'],
  ['9001', 'failed'],
  ['8001', 'returned'],
] as const)
const CSV: BankTemplate = {
  template: 'csv',
  name: '逗号分隔',
  format: 'separated',
  separator: ',',
  out: {
    head: [field('batch'), field('count'), field('total_yuan')],
    line: [field('item_key'), field('account_name'), field('account_number'), field('amount_yuan')],
  },
  back: { head: [field('batch'), field('count'), field('total_yuan')], line: [field('item_key'), field('amount_yuan'), field('result'), field('reason')] },
  results: RESULTS,
}
const FIXED: BankTemplate = {
  ...CSV,
  name: '定长',
  format: 'fixed',
  out: {
    head: [field('batch', 10), field('count', 4, 'right', '0')],
    line: [field('item_key', 8), field('account_name', 10), field('amount_fen', 12, 'right', '0')],
  },
  back: {
    head: [field('batch', 10), field('count', 4, 'right', '0'), field('total_yuan', 10, 'right', '0')],
    line: [field('item_key', 8), field('amount_yuan', 10, 'right', '0'), field('result', 4), field('reason', 6)],
  },
}
const PAYMENT = { itemKey: 'K1', accountName: '东县,医院', accountNumber: '00', bankName: '', bankCode: '', amountFen: 123_456n, purpose: '' }

test('a separated file quotes what needs it and is read back', () => {
  assert.equal(writeBankFile(CSV, 'B1', '2026-03-20', [PAYMENT]), 'B1,1,1234.56\r\nK1,"东县,医院",00,1234.56\r\n')
  const answer = readBankAnswer(CSV, '\uFEFFB1,2,1244.56\r\nK1,1234.56,0000,\r\nK2,"10.00",9001,"户名,账号不符"\r\nbroken\r\n')
  assert.ok(!isRefusal(answer))
  assert.deepEqual([answer.batch, answer.count, answer.totalFen, answer.lines.length], ['B1', 2, 124_456n, 2])
  assert.equal(answer.lines[1]?.record.reason, '户名,账号不符')
  assert.deepEqual(answer.faults, [{ line: 4, why: '栏数或长度与模板不符' }])
})

test('a fixed file counts a Chinese character as two columns and refuses what does not fit', () => {
  assert.equal(writeBankFile(FIXED, 'B1', '2026-03-20', [{ ...PAYMENT, accountName: '东县医院' }]), 'B1        0001\r\nK1      东县医院  000000123456\r\n')
  const long = writeBankFile(FIXED, 'B1', '2026-03-20', [{ ...PAYMENT, accountName: '东县人民医院' }])
  assert.ok(isRefusal(long) && long.code === 'not_writable')
  const answer = readBankAnswer(FIXED, 'B1        00010000000.50\nK1      0000000.509001户名错\n')
  assert.ok(!isRefusal(answer))
  assert.deepEqual(answer.lines[0]?.record, { item_key: 'K1', amount_yuan: '0.50', result: '9001', reason: '户名错' })
  assert.equal(answer.totalFen, 50n)
})

test('a file of another template is refused whole', () => {
  const refusal = readBankAnswer(CSV, 'anything\nelse')
  assert.ok(isRefusal(refusal) && refusal.code === 'not_this_template')
})

test('results go to their payments; what cannot be is shown and changes nothing', () => {
  const items = [
    { item: 1, itemKey: 'K1', amountFen: 100n, outcomes: [] },
    { item: 2, itemKey: 'K2', amountFen: 200n, outcomes: ['paid'] },
    { item: 3, itemKey: 'K3', amountFen: 300n, outcomes: [] },
  ] as const
  const line = (itemKey: string, amount: string, result: string) => `${itemKey},${amount},${result},`
  const text = [
    'B,1,1.00',
    line('K1', '1.00', '0000'),
    line('K2', '2.00', '8001'),
    line('K2', '2.00', '0000'),
    line('K3', '3.01', '0000'),
    line('K3', '3.00', '8001'),
    line('K9', '1.00', '0000'),
    line('K1', '1.00', '9001'),
    line('K1', '1.00', '??'),
  ]
  const answer = readBankAnswer(CSV, text.join('\n'))
  assert.ok(!isRefusal(answer))
  const matched = matchResults(CSV, items, answer, '2026-03-20')
  assert.deepEqual(
    matched.results.map(({ item, outcome }) => [item, outcome]),
    [
      [1, 'paid'],
      [2, 'returned'],
    ],
  )
  assert.equal(matched.known, 1)
  assert.deepEqual(
    matched.faults.map(({ line: at }) => at),
    [5, 6, 7, 8, 9],
  )
})

test('a payment that stands twice in one file, and a day before the batch was prepared, are shown and change nothing', () => {
  const dated: BankTemplate = { ...CSV, back: { ...CSV.back, line: [...CSV.back.line, { field: 'day', title: '日期', width: 0, align: 'left', pad: ' ' }] } }
  const items = ['K1', 'K2', 'K3'].map((itemKey, i) => ({ item: i + 1, itemKey, amountFen: 100n, outcomes: [] }))
  const rows = ['B,5,5.00', 'K1,1.00,0000,,20260320', 'K1,1.00,0000,,20260320', 'K2,1.00,0000,,2026-03-19', 'K3,1.00,0000,,', 'K3,1.00,8001,,20260321']
  const answer = readBankAnswer(dated, rows.join('\n'))
  assert.ok(!isRefusal(answer))
  const matched = matchResults(dated, items, answer, '2026-03-20')
  assert.deepEqual(
    matched.results.map(({ item, outcome }) => [item, outcome]),
    [
      [1, 'paid'],
      [3, 'paid'],
      [3, 'returned'],
    ],
  )
  assert.deepEqual(
    matched.faults.map(({ line, why }) => [line, why.slice(0, 6)]),
    [
      [3, '这个付款编号'],
      [4, '处理日期 2'],
    ],
  )
})
