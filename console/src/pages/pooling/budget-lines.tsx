// 分行预算: the plan by the lines of the prescribed form, typed or read from an Excel sheet, with last year's figure beside each.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Table from 'antd/es/table'
import { useState } from 'react'
import { base64 } from '../../api/file-base64.js'
import { one } from '../../api/queries.js'
import { post, RequestFailed } from '../../api/request.js'
import type { BudgetLine, BudgetLines as Lines } from '../../api/year-end-types.js'
import { Yuan } from '../../format/amount.js'
import { fenOfText } from '../../format/fen-of-text.js'
import { yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'
import { Said } from './said.js'

interface Draft {
  readonly amount: string
  readonly basis: string
  readonly note: string
}
type Drafts = Readonly<Record<number, Draft>>

export function BudgetLines({ budget }: { readonly budget: string }) {
  const t = useText()
  const may = useMay()
  const path = `/api/budgets/${budget}/form-lines`
  const answer = useQuery({ ...one<Lines>(path), enabled: may('book.see'), retry: false })
  if (answer.error instanceof RequestFailed) return <p className="quiet">{answer.error.failure.sentence}</p>
  if (answer.data === undefined) return null
  const writing = answer.data.closed === null && may('budget.write')
  return (
    <>
      <div className="filters">
        <strong>{t('分行预算')}</strong>
        <a className="download" href={`${path}.xlsx`} download>
          {t('导出 Excel')}
        </a>
        {answer.data.closed !== null && <span className="quiet">{answer.data.closed}</span>}
      </div>
      {writing ? <Writing of={answer.data} path={path} /> : <LineTable lines={answer.data.lines} />}
    </>
  )
}

type Column = keyof Draft
function LineTable({ lines, cell }: { readonly lines: readonly BudgetLine[]; readonly cell?: (line: BudgetLine, column: Column) => React.ReactNode }) {
  const t = useText()
  const shown = (row: BudgetLine, column: Column) => {
    if (column === 'basis' && row.derived !== null) return <Derived of={row.derived} own={cell !== undefined && row.planned ? cell(row, column) : row.basis} />
    if (cell !== undefined && row.planned) return cell(row, column)
    if (column !== 'amount') return row[column]
    return row.amount_fen === null ? null : <Yuan fen={row.amount_fen} />
  }
  return (
    <Table<BudgetLine>
      size="small"
      rowKey="line"
      pagination={false}
      dataSource={[...lines]}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('项目'), render: (_, row) => <span style={{ paddingInlineStart: row.indent * 20 }}>{row.name}</span> },
        { title: t('上年决算数'), align: 'right', render: (_, row) => <Yuan fen={row.last_fen} /> },
        { title: t('本年预算数'), align: 'right', render: (_, row) => shown(row, 'amount') },
        { title: t('测算依据'), render: (_, row) => shown(row, 'basis') },
        { title: t('说明'), render: (_, row) => shown(row, 'note') },
      ]}
    />
  )
}

/** How the adjustment fund's plan comes to the line, beside what the planner writes. */
function Derived({ of, own }: { readonly of: NonNullable<BudgetLine['derived']>; readonly own: React.ReactNode }) {
  const t = useText()
  return (
    <>
      {own}
      <p className="quiet" style={{ maxWidth: 420, margin: 0, whiteSpace: 'normal' }}>
        {of.amount_fen !== null && (
          <>
            {t('按调剂金计划')} <Yuan fen={of.amount_fen} /> ·{' '}
          </>
        )}
        {of.reckoning}
      </p>
    </>
  )
}

function Writing({ of, path }: { readonly of: Lines; readonly path: string }) {
  const t = useText()
  const client = useQueryClient()
  const [drafts, setDrafts] = useState<Drafts>({})
  const planned = of.lines.filter((line) => line.planned)
  const derivedOf = (line: number): number => of.lines.find((one) => one.line === line)?.derived?.amount_fen ?? 0
  const draftOf = (line: number): Draft => drafts[line] ?? { amount: plainYuan(derivedOf(line)), basis: '', note: '' }
  const wrong = planned.find(({ line }) => fenOfText(draftOf(line).amount) === undefined)
  const save = useMutation({
    mutationFn: () =>
      post<Lines>(path, {
        lines: planned.map(({ line }) => {
          const { amount, basis, note } = draftOf(line)
          return { line, amount_fen: fenOfText(amount) ?? 0, basis, note }
        }),
      }),
    onSuccess: () => client.invalidateQueries(),
  })
  const read = useMutation({
    mutationFn: async (file: File) =>
      post<{ readonly lines: readonly { readonly line: number; readonly amount_fen: number; readonly basis: string; readonly note: string }[] }>(
        `${path}/read`,
        {
          content: await base64(file),
        },
      ),
    onSuccess: ({ lines }) =>
      setDrafts(Object.fromEntries(lines.map(({ line, amount_fen, basis, note }) => [line, { amount: plainYuan(amount_fen), basis, note }]))),
  })
  const total = (income: boolean): number =>
    planned.filter((line) => line.income === income && line.indent === 0).reduce((sum, { line }) => sum + (fenOfText(draftOf(line).amount) ?? 0), 0)
  return (
    <>
      <LineTable
        lines={of.lines}
        cell={({ line, name }, column) => (
          <Input
            aria-label={`${name} ${t({ amount: '本年预算数', basis: '测算依据', note: '说明' }[column])}`}
            style={{ width: column === 'amount' ? 160 : 220 }}
            maxLength={column === 'amount' ? 16 : 300}
            value={draftOf(line)[column]}
            onChange={(event) => setDrafts({ ...drafts, [line]: { ...draftOf(line), [column]: event.target.value } })}
          />
        )}
      />
      <div className="filters">
        <span>
          {t('收入各行合计')} <Yuan fen={total(true)} />
        </span>
        <span>
          {t('支出各行合计')} <Yuan fen={total(false)} />
        </span>
        <label>
          {t('导入填好的 Excel')}{' '}
          <input
            type="file"
            accept=".xlsx"
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file !== undefined) read.mutate(file)
            }}
          />
        </label>
        <Button type="primary" loading={save.isPending} disabled={wrong !== undefined} onClick={() => save.mutate()}>
          {t('保存分行预算')}
        </Button>
        {wrong !== undefined && <span className="negative">{t('“{name}”的预算数不是金额', { name: wrong.name })}</span>}
      </div>
      <Said error={read.error ?? save.error} />
    </>
  )
}

/** As it is typed: without separators. */
function plainYuan(fen: number): string {
  return fen === 0 ? '0' : yuan(fen).replaceAll(',', '')
}
