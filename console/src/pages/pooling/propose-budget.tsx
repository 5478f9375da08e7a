// Writing a year's plan: one row for every unit, filled in by hand, from the forecast, or from the adjustment fund's plan.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Table from 'antd/es/table'
import { useState } from 'react'
import { areasQuery } from '../../api/queries.js'
import { get, post } from '../../api/request.js'
import type { Area } from '../../api/session-types.js'
import type { Budget, LevelLine, LevelUnit, PlanForecast } from '../../api/year-end-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { useMay } from '../../session/session.js'
import { Answer } from '../../shell/states.js'
import type { BookYear } from './book-year.js'
import { useLevelLines } from './level-lines.js'
import { Said } from './said.js'

interface Draft {
  readonly income: number | null
  readonly expenditure: number | null
}

export function ProposeBudget({ of, adjustment }: { readonly of: BookYear; readonly adjustment: boolean }) {
  const t = useText()
  const client = useQueryClient()
  const address = useAddress()
  const may = useMay()('budget.write')
  const areas = useQuery(areasQuery)
  const [plans, setPlans] = useState<Readonly<Record<string, Draft>>>({})
  const [reason, setReason] = useState('')
  const [basis, setBasis] = useState('')
  const levels = useLevelLines(of)
  const send = useMutation({
    mutationFn: (units: readonly { code: string }[]) =>
      post<Budget>('/api/budgets', {
        ...of,
        ...(adjustment ? { reason } : {}),
        units: units.map(({ code }) => ({
          ...{ unit: code, income_fen: fenOf(plans[code]?.income), expenditure_fen: fenOf(plans[code]?.expenditure) },
          ...(basis.trim() === '' ? {} : { basis: basis.trim() }),
        })),
      }),
    onSuccess: async ({ budget }) => {
      await client.invalidateQueries()
      address.change({ budget })
    },
  })
  const forecast = useMutation({
    mutationFn: () => get<PlanForecast>('/api/budget-forecast', { ...of }),
    onSuccess: ({ units, basis: told }) => {
      setPlans(Object.fromEntries(units.map((unit) => [unit.unit, { income: unit.income_fen / 100, expenditure: unit.expenditure_fen / 100 }])))
      setBasis(told)
    },
  })
  if (!may) return null
  const set = (unit: string, field: keyof Draft, value: number | null): void =>
    setPlans((before) => ({ ...before, [unit]: { income: null, expenditure: null, ...before[unit], [field]: value } }))
  return (
    <Answer of={areas}>
      {({ children: units }) => (
        <section className="panel">
          <header>
            <h2>{t(adjustment ? '编制预算调整' : '编制年度预算')}</h2>
            <span className="quiet">{t('单位：元')}</span>
          </header>
          {adjustment && (
            <div className="filter">
              <span id="budget-reason">{t('调整理由')}</span>
              <Input aria-labelledby="budget-reason" style={{ width: 420 }} value={reason} onChange={(event) => setReason(event.target.value)} />
            </div>
          )}
          <Table<Area>
            size="small"
            rowKey="code"
            pagination={false}
            dataSource={units.map(({ code, name }) => ({ code, name }))}
            columns={[
              { title: t('核算单位'), dataIndex: 'name' },
              {
                title: t('计划收入'),
                render: (_, { code, name }) => (
                  <InputNumber
                    aria-label={`${name} ${t('计划收入')}`}
                    min={0}
                    precision={2}
                    style={{ width: 200 }}
                    value={plans[code]?.income ?? null}
                    onChange={(value) => set(code, 'income', value)}
                  />
                ),
              },
              {
                title: t('计划支出'),
                render: (_, { code, name }) => (
                  <InputNumber
                    aria-label={`${name} ${t('计划支出')}`}
                    min={0}
                    precision={2}
                    style={{ width: 200 }}
                    value={plans[code]?.expenditure ?? null}
                    onChange={(value) => set(code, 'expenditure', value)}
                  />
                ),
              },
            ]}
          />
          <Balance of={Object.values(plans)} />
          <div className="filter">
            <span id="budget-basis">{t('测算依据（可以不写）')}</span>
            <Input.TextArea aria-labelledby="budget-basis" autoSize maxLength={500} value={basis} onChange={(event) => setBasis(event.target.value)} />
          </div>
          <div className="filters">
            <Button loading={forecast.isPending} onClick={() => [send.reset(), forecast.mutate()]}>
              {t('按预测填入')}
            </Button>
            <Button type="primary" loading={send.isPending} onClick={() => [forecast.reset(), send.mutate(units)]}>
              {t('保存预算')}
            </Button>
            {levels.some(({ account }) => account === '4402') && <Button onClick={() => setPlans(plansOf(levels))}>{t('按调剂金计划填入')}</Button>}
          </div>
          <Said error={send.error ?? forecast.error} />
        </section>
      )}
    </Answer>
  )
}

/** 以收定支: what is planned to be spent beside what is planned to come in. */
function Balance({ of }: { readonly of: readonly Draft[] }) {
  const t = useText()
  if (of.length === 0) return null
  const left = of.reduce((sum, { income, expenditure }) => sum + fenOf(income) - fenOf(expenditure), 0)
  return (
    <p role="status">
      {t('计划收支差')} <Yuan fen={left} />
      {left < 0 && <strong>{t('支出大于收入：请压减支出，或在调整理由和测算依据里写明动用历年结余。')}</strong>}
    </p>
  )
}

/** The province's own plan: from every area its levy, to every area its grant. */
function plansOf(levels: readonly LevelLine[]): Readonly<Record<string, Draft>> {
  const of = (account: string) => levels.find((line) => line.account === account)?.units ?? []
  const yuanOf = (units: readonly LevelUnit[], code: string): number => (units.find(({ unit }) => unit === code)?.due_fen ?? 0) / 100
  return Object.fromEntries(of('4402').map(({ unit }) => [unit, { income: yuanOf(of('4402'), unit), expenditure: yuanOf(of('5302'), unit) }]))
}

/** Yuan typed by an officer, at most two decimals, as whole fen. */
function fenOf(yuan: number | null | undefined): number {
  return Math.round((yuan ?? 0) * 100)
}
