// What a year end needs from outside the books: approvals of governments and figures with their source; the next computation takes them.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import { useState } from 'react'
import { areasQuery, gapApprovalsQuery, yearFiguresQuery } from '../../api/queries.js'
import { post } from '../../api/request.js'
import type { GapApproval, YearFigure, YearFigures } from '../../api/year-end-types.js'
import { Yuan } from '../../format/amount.js'
import { fenOfText } from '../../format/fen-of-text.js'
import { useText } from '../../language/language.js'
import { DayInput } from '../../session/day-input.js'
import { useMay } from '../../session/session.js'
import { Answer } from '../../shell/states.js'
import type { BookYear } from './book-year.js'
import { Said } from './said.js'

export const AGREED_OF: Readonly<Record<string, string>> = { overspend: '超预算支出', use_of_surplus: '动用历年结余' }
export const AGREED_STEP: Readonly<Record<string, string>> = { government: '同级政府同意', prescribed: '按规定报批' }

interface Unit {
  readonly code: string
  readonly name: string
}

export function YearRecords({ of }: { readonly of: BookYear }) {
  const t = useText()
  const areas = useQuery(areasQuery)
  const [approvals, figures] = [useQuery(gapApprovalsQuery(of.book, of.year)), useQuery(yearFiguresQuery(of.book, of.year))]
  const may = useMay()('yearend.compute')
  const units: readonly Unit[] = areas.data?.children ?? []
  return (
    <>
      <section className="panel">
        <header>
          <h2>{t('政府批准')}</h2>
          <span className="quiet">{t('超预算支出、动用历年结余，先同级政府同意，再按规定报批。')}</span>
        </header>
        <Answer of={approvals}>{(rows) => <Approvals rows={rows} units={units} />}</Answer>
        {may && units.length > 0 && <NewApproval of={of} units={units} />}
      </section>
      <section className="panel">
        <header>
          <h2>{t('账外数字')}</h2>
          <span className="quiet">{t('同一单位同一项以后登记的为准；登记后重新计算才计入。')}</span>
        </header>
        <Answer of={figures}>
          {(all) => (
            <>
              <Figures of={all} units={units} />
              {may && units.length > 0 && <NewFigure of={of} units={units} names={all.names} />}
            </>
          )}
        </Answer>
      </section>
    </>
  )
}

const nameOf = (units: readonly Unit[], unit: string): string => units.find(({ code }) => code === unit)?.name ?? unit

function Approvals({ rows, units }: { readonly rows: readonly GapApproval[]; readonly units: readonly Unit[] }) {
  const t = useText()
  return (
    <Table<GapApproval>
      size="small"
      rowKey="approval"
      pagination={false}
      dataSource={[...rows]}
      locale={{ emptyText: t('还没有登记批准') }}
      columns={[
        { title: t('核算单位'), render: (_, { unit }) => nameOf(units, unit) },
        { title: t('事项'), render: (_, row) => t(AGREED_OF[row.of] ?? row.of) },
        { title: t('环节'), render: (_, row) => t(AGREED_STEP[row.step] ?? row.step) },
        { title: t('日期'), dataIndex: 'dated' },
        { title: t('批准文号'), dataIndex: 'document' },
        { title: t('登记人'), dataIndex: 'officer_name' },
      ]}
    />
  )
}

function Figures({ of, units }: { readonly of: YearFigures; readonly units: readonly Unit[] }) {
  const t = useText()
  const value = ({ amount_fen, met }: YearFigure) => (amount_fen === null ? t(met === true ? '符合' : '不符合') : <Yuan fen={amount_fen} />)
  return (
    <Table<YearFigure>
      size="small"
      rowKey="figure"
      pagination={false}
      dataSource={[...of.rows]}
      locale={{ emptyText: t('还没有登记账外数字') }}
      columns={[
        { title: t('核算单位'), render: (_, { unit }) => nameOf(units, unit) },
        { title: t('名称'), render: (_, row) => t(row.label) },
        { title: t('数字'), align: 'right', render: (_, row) => value(row) },
        { title: t('来源'), dataIndex: 'source' },
        { title: t('登记人'), dataIndex: 'officer_name' },
        { title: '', render: (_, row) => (row.superseded ? t('已被后来的代替') : '') },
      ]}
    />
  )
}

function useRecord(path: string, done: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Readonly<Record<string, unknown>>) => post(path, body),
    onSuccess: async () => {
      done()
      await client.invalidateQueries({ queryKey: [path] })
    },
  })
}

interface ChooseProps {
  readonly label: string
  readonly value: string | undefined
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly change: (value: string) => void
}

function Choose({ label, value, options, change }: ChooseProps) {
  return <Select aria-label={label} style={{ width: 180 }} value={value ?? null} options={[...options]} onChange={change} />
}

const unitOptions = (units: readonly Unit[]) => units.map(({ code, name }) => ({ value: code, label: name }))

function NewApproval({ of, units }: { readonly of: BookYear; readonly units: readonly Unit[] }) {
  const t = useText()
  const [unit, setUnit] = useState(units[0]?.code)
  const [matter, setMatter] = useState('overspend')
  const [step, setStep] = useState('government')
  const [dated, setDated] = useState('')
  const [document, setDocument] = useState('')
  const save = useRecord('/api/gap-approvals', () => setDocument(''))
  const words = (all: Readonly<Record<string, string>>) => Object.entries(all).map(([value, label]) => ({ value, label: t(label) }))
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ ...of, unit, of: matter, step, dated, document: document.trim() })
      }}
    >
      <Choose label={t('批准的核算单位')} value={unit} options={unitOptions(units)} change={setUnit} />
      <Choose label={t('批准事项')} value={matter} options={words(AGREED_OF)} change={setMatter} />
      <Choose label={t('批准环节')} value={step} options={words(AGREED_STEP)} change={setStep} />
      <DayInput aria-label={t('批准日期')} width={160} value={dated} onChange={setDated} />
      <Input
        aria-label={t('政府批准文号')}
        placeholder={t('政府批准文号')}
        style={{ width: 220 }}
        value={document}
        onChange={(event) => setDocument(event.target.value)}
      />
      <Button htmlType="submit" loading={save.isPending} disabled={dated === '' || document.trim().length < 4}>
        {t('登记批准')}
      </Button>
      <Said error={save.error} />
    </form>
  )
}

function NewFigure({ of, units, names }: { readonly of: BookYear; readonly units: readonly Unit[]; readonly names: YearFigures['names'] }) {
  const t = useText()
  const [unit, setUnit] = useState(units[0]?.code)
  const [name, setName] = useState(names[0]?.name)
  const [value, setValue] = useState('')
  const [source, setSource] = useState('')
  const save = useRecord('/api/year-figures', () => {
    setValue('')
    setSource('')
  })
  const money = names.find((one) => one.name === name)?.money ?? true
  const figure = money ? { amount_fen: fenOfText(value) } : { met: value === 'yes' }
  const ready = money ? fenOfText(value) !== undefined : value !== ''
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ ...of, unit, name, ...figure, source: source.trim() })
      }}
    >
      <Choose label={t('数字的核算单位')} value={unit} options={unitOptions(units)} change={setUnit} />
      <Choose
        label={t('数字名称')}
        value={name}
        options={names.map((one) => ({ value: one.name, label: t(one.label) }))}
        change={(next) => {
          setName(next)
          setValue('')
        }}
      />
      {money ? (
        <Input
          aria-label={t('数字（元）')}
          placeholder={t('数字（元）')}
          style={{ width: 160 }}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      ) : (
        <Choose
          label={t('是否符合')}
          value={value === '' ? undefined : value}
          options={[
            { value: 'yes', label: t('符合') },
            { value: 'no', label: t('不符合') },
          ]}
          change={setValue}
        />
      )}
      <Input aria-label={t('数字来源')} placeholder={t('数字来源')} style={{ width: 240 }} value={source} onChange={(event) => setSource(event.target.value)} />
      <Button htmlType="submit" loading={save.isPending} disabled={!ready || source.trim().length < 4}>
        {t('登记数字')}
      </Button>
      <Said error={save.error} />
    </form>
  )
}
