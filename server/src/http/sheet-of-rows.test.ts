// Long lists as Excel files: read a stretch at a time, every row once, each stretch in the trail before it leaves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { NOBODY } from '../access/desk.js'
import { MOST, tooMany } from '../payment/whole-list.js'
import { sheetOf } from '../testing/sheet.js'
import type { Desk, OpenDesk } from './route.js'
import { type PageReader, rowsWorkbook } from './sheet-of-rows.js'

/** A desk over nothing; `closed` counts the trails that were written apart. */
function emptyDesk(closed: string[]): Desk {
  const unused = async (): Promise<never> => {
    throw new Error('this desk has no database')
  }
  const own: OpenDesk = {
    officer: NOBODY,
    read: unused,
    write: unused,
    writeWith: unused,
    audit: async () => undefined,
    close: async (outcome) => void closed.push(outcome),
    apart: () => own,
  }
  return own
}

interface Row {
  readonly number: number
  readonly fen: number | null
}

/** `total` as each page tells it. */
function listOf(total: (page: number) => number, asked: number[] = []): PageReader<Row> {
  return async ({ page, size }) => {
    asked.push(size)
    const [from, to] = [(page - 1) * size, Math.min(total(page), page * size)]
    const rows = Array.from({ length: Math.max(0, to - from) }, (_, at) => ({ number: from + at + 1, fen: at === 0 ? null : 1234 }))
    return { total: rows.length === 0 ? 0 : total(page), rows }
  }
}

const COLUMNS = [
  { header: '序号', of: (row: Row) => row.number },
  { header: '金额', money: true, of: (row: Row) => row.fen },
]

async function sheetIn(answer: Response | Refusal): ReturnType<typeof sheetOf> {
  assert.ok(!isRefusal(answer))
  return sheetOf(await answer.arrayBuffer())
}

test('a list longer than a stretch comes whole and in order, and no page is asked twice', async () => {
  const [closed, asked]: [string[], number[]] = [[], []]
  const sheet = await sheetIn(
    await rowsWorkbook(
      ['list', '清单'],
      COLUMNS,
      emptyDesk(closed),
      listOf(() => 20_003, asked),
    ),
  )
  assert.equal(sheet.rowCount, 20_004)
  assert.ok([1, 2, 10_000, 10_001, 20_001, 20_003].every((number) => sheet.getCell(number + 1, 1).value === number))
  assert.deepEqual([sheet.getCell(2, 2).value, sheet.getCell(3, 2).value], [null, 12.34])
  assert.equal(asked.length, 3)
  assert.deepEqual(closed, ['ok', 'ok'])
})

test('a list that ends with a stretch, and an empty one', async () => {
  const sheet = await sheetIn(
    await rowsWorkbook(
      ['list', '清单'],
      COLUMNS,
      emptyDesk([]),
      listOf(() => 10_000),
    ),
  )
  assert.deepEqual([sheet.rowCount, sheet.getCell(10_001, 1).value], [10_001, 10_000])
  assert.equal(
    (
      await sheetIn(
        await rowsWorkbook(
          ['list', '清单'],
          COLUMNS,
          emptyDesk([]),
          listOf(() => 0),
        ),
      )
    ).rowCount,
    1,
  )
})

test('a list that changes on the way says so in its last line', async () => {
  const sheet = await sheetIn(
    await rowsWorkbook(
      ['list', '清单'],
      COLUMNS,
      emptyDesk([]),
      listOf((page) => (page === 1 ? 10_001 : 10_002)),
    ),
  )
  assert.match(String(sheet.getCell(sheet.rowCount, 1).value), /由10001条变为10002条.*重新导出/)
})

test('a refusal at first is the answer; a failure on the way breaks the file off', async () => {
  const no = refused('not_found', '没有')
  assert.equal(await rowsWorkbook(['list', '清单'], COLUMNS, emptyDesk([]), async () => no), no)
  const whole = listOf(() => 30_000)
  const broken = await rowsWorkbook(['list', '清单'], COLUMNS, emptyDesk([]), async (paging, desk) => (paging.page === 1 ? whole(paging, desk) : no))
  assert.ok(!isRefusal(broken))
  await assert.rejects(broken.arrayBuffer())
})

test('a list that one file must hold whole is refused above its limit, never cut', () => {
  assert.equal(tooMany(MOST), undefined)
  assert.equal(tooMany(MOST + 1)?.code, 'too_many_rows')
})
