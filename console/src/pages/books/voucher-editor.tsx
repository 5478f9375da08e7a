// The form of a voucher: kind, days, summary, lines with one amount each; its sums are shown while typing, decided by the server.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Select from 'antd/es/select'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { bookPath } from '../../api/book-desk-queries.js'
import type { Draft, ManualKinds } from '../../api/book-desk-types.js'
import { post } from '../../api/request.js'
import { yuan } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { DayInput } from '../../session/day-input.js'
import { FormFailure } from '../../session/form-failure.js'

/** Amounts in fen; null where the side is empty. */
export interface Line {
  readonly account: string
  readonly detail: string
  readonly unit: string
  readonly debit: number | null
  readonly credit: number | null
}

export interface Beginning {
  readonly purpose: string | undefined
  readonly corrects?: string
  readonly replaces?: string
  readonly text: string
  readonly lines: readonly Line[]
}

const CORRECTION_NAMES: Readonly<Record<string, string>> = { red_letter: '红字冲销', supplement: '补充更正' }
const EMPTY: Line = { account: '', detail: '', unit: '', debit: null, credit: null }

export function VoucherEditor({ book, kinds, from }: { readonly book: string; readonly kinds: ManualKinds; readonly from: Beginning }) {
  const t = useText()
  const go = useNavigate()
  const client = useQueryClient()
  const [purpose, setPurpose] = useState(from.purpose)
  const [text, setText] = useState(from.text)
  const [days, setDays] = useState({ day: dayjs().format('YYYY-MM-DD'), booked_on: dayjs().format('YYYY-MM-DD') })
  const [lines, setLines] = useState<readonly Line[]>(from.lines.length > 0 ? from.lines : [EMPTY, EMPTY])
  const correction = from.corrects !== undefined
  const save = useMutation({
    mutationFn: () =>
      post<Draft>(bookPath(book, 'voucher-drafts'), {
        purpose,
        text,
        ...days,
        ...(from.corrects === undefined ? {} : { corrects: from.corrects }),
        ...(from.replaces === undefined ? {} : { replaces: from.replaces }),
        lines: lines.map(({ debit, credit, ...line }) => ({ ...line, debit_fen: debit ?? 0, credit_fen: credit ?? 0 })),
      }),
    onSuccess: async ({ draft }) => {
      await client.invalidateQueries()
      await go(`/fund/voucher-drafts/${draft}`)
    },
  })
  const kind = kinds.kinds.find((one) => one.purpose === purpose)
  const sums = [sum(lines.map(({ debit }) => debit)), sum(lines.map(({ credit }) => credit))] as const
  const change = (at: number, next: Partial<Line>) => setLines(lines.map((line, i) => (i === at ? { ...line, ...next } : line)))
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <div className="filters">
        <div className="filter">
          <span id="purpose-label">{t('凭证种类')}</span>
          {correction ? (
            <strong>{t('{name}：{voucher}', { name: t(CORRECTION_NAMES[purpose ?? ''] ?? ''), voucher: from.corrects ?? '' })}</strong>
          ) : (
            <Select
              aria-labelledby="purpose-label"
              style={{ width: 340 }}
              value={purpose ?? null}
              options={kinds.kinds.map((one) => ({ value: one.purpose, label: one.name }))}
              onChange={(next: string) => setPurpose(next)}
            />
          )}
        </div>
        <DayBox name="day" label={t('业务日期')} value={days.day} change={(day) => setDays({ ...days, day })} />
        <DayBox name="booked-on" label={t('记账日期')} value={days.booked_on} change={(booked_on) => setDays({ ...days, booked_on })} />
        <div className="filter">
          <span id="text-label">{t('摘要')}</span>
          <Input aria-labelledby="text-label" style={{ width: 360 }} maxLength={100} value={text} onChange={(event) => setText(event.target.value)} />
        </div>
      </div>
      {kind !== undefined && (
        <p className="quiet">{t('可以借记 {debit}，贷记 {credit}。', { debit: kind.debit.join('、'), credit: kind.credit.join('、') })}</p>
      )}
      {purpose === 'red_letter' && <p className="quiet">{t('原来的借方写在贷方、贷方写在借方，记账时以红字记回原方向；可以只冲销一部分。')}</p>}
      <table className="voucher editor">
        <thead>
          <tr>
            <th scope="col">{t('科目')}</th>
            <th scope="col">{t('明细')}</th>
            <th scope="col">{t('核算单位')}</th>
            <th scope="col">{t('借方')}</th>
            <th scope="col">{t('贷方')}</th>
            <th scope="col">
              <span className="quiet">{t('行')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <tr key={`line-${at.toString()}`}>
              <LineCells kinds={kinds} line={line} at={at} fixed={correction} change={(next) => change(at, next)} />
              <td>
                <button type="button" className="link-button" disabled={lines.length <= 2} onClick={() => setLines(lines.filter((_, i) => i !== at))}>
                  {t('删行')}
                </button>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row" colSpan={3}>
              {sums[0] === sums[1] ? t('合计') : t('合计（借贷不平）')}
            </th>
            <td className="num">{yuan(sums[0])}</td>
            <td className="num">{yuan(sums[1])}</td>
            <td />
          </tr>
        </tbody>
      </table>
      <div className="filters">
        {!correction && <Button onClick={() => setLines([...lines, { ...EMPTY, unit: lines.at(-1)?.unit ?? '' }])}>{t('加一行')}</Button>}
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={purpose === undefined || sums[0] !== sums[1] || sums[0] === 0}>
          {t('提交复核')}
        </Button>
      </div>
      <FormFailure error={save.error} />
    </form>
  )
}

function sum(fen: readonly (number | null)[]): number {
  return fen.reduce<number>((total, one) => total + (one ?? 0), 0)
}

interface DayBoxProps {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly change: (day: string) => void
}

function DayBox({ name, label, value, change }: DayBoxProps) {
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <DayInput aria-labelledby={`${name}-label`} width={160} value={value} onChange={change} />
    </div>
  )
}

interface LineCellsProps {
  readonly kinds: ManualKinds
  readonly line: Line
  readonly at: number
  /** A correction keeps accounts and units. */
  readonly fixed: boolean
  readonly change: (next: Partial<Line>) => void
}

function LineCells({ kinds, line, at, fixed, change }: LineCellsProps) {
  const t = useText()
  const n = at + 1
  const details = kinds.accounts.find((one) => one.account === line.account)?.details ?? []
  const amount = (side: 'debit' | 'credit', name: string) => (
    <InputNumber
      aria-label={t('第 {n} 行{name}', { n, name })}
      min={0}
      precision={2}
      style={{ width: 150 }}
      value={line[side] === null ? null : line[side] / 100}
      onChange={(value) => change({ debit: null, credit: null, [side]: value === null ? null : Math.round(value * 100) })}
    />
  )
  const choice = (name: string, value: string, options: readonly { value: string; label: string }[], set: (next: string) => void) => (
    <Select
      aria-label={t('第 {n} 行{name}', { n, name })}
      style={{ width: 210 }}
      disabled={fixed}
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      options={[...options]}
      onChange={set}
    />
  )
  return (
    <>
      <td>
        {choice(
          t('科目'),
          line.account,
          kinds.accounts.map((one) => ({ value: one.account, label: `${one.account} ${one.name}` })),
          (account) => change({ account, detail: '' }),
        )}
      </td>
      <td>
        {choice(t('明细'), line.detail, [{ value: '', label: '—' }, ...details.map((one) => ({ value: one.detail, label: one.name }))], (detail) =>
          change({ detail }),
        )}
      </td>
      <td>
        {choice(
          t('核算单位'),
          line.unit,
          kinds.units.map((one) => ({ value: one.unit, label: one.name })),
          (unit) => change({ unit }),
        )}
      </td>
      <td>{amount('debit', t('借方'))}</td>
      <td>{amount('credit', t('贷方'))}</td>
    </>
  )
}
