// Changes of the tree: those that wait for another officer, those approved for a day to come, those that were.
import Table from 'antd/es/table'
import { UNITS, type UnitChange } from '../../../api/unit-types.js'
import { useText } from '../../../language/language.js'
import { Empty } from '../../../shell/states.js'
import { DeskPanel } from '../../books/desk-panel.js'
import type { StepAsked } from '../step-form.js'

const STEPS: readonly StepAsked[] = [
  { kind: 'confirmed', label: '批准调整', final: '批准后统筹区树从起始日期起改变，不能撤销；以后只能再作一次调整。确定批准吗？' },
  { kind: 'returned', label: '退回', asks: { name: 'remark', label: '退回理由', kind: 'text' } },
  { kind: 'withdrawn', label: '撤回' },
]

export function ChangeList({ of }: { readonly of: readonly UnitChange[] }) {
  const t = useText()
  const waiting = of.filter(({ stage }) => stage === 'prepared')
  const coming = of.filter(({ future }) => future)
  const past = of.filter((one) => one.stage !== 'prepared' && !one.future)
  return (
    <>
      {waiting.map((one) => (
        <Waiting key={one.change} of={one} />
      ))}
      {coming.length > 0 && <Changes title={t('所选日期以后生效的调整')} of={coming} />}
      {past.length > 0 ? <Changes title={t('以往的调整')} of={past} /> : waiting.length + coming.length === 0 && <Empty title={t('没有调整记录')} />}
    </>
  )
}

function Waiting({ of }: { readonly of: UnitChange }) {
  const t = useText()
  return (
    <DeskPanel of={of} steps={STEPS} path={`${UNITS}/changes/${of.change}`}>
      <p>
        <strong>
          {of.unit_name}
          <span className="num quiet"> {of.unit}</span>：{t(of.kind_name)} → {of.becomes}
        </strong>
        <br />
        {t('自 {day} 起', { day: of.from_day })} · {of.document} {of.article}
      </p>
    </DeskPanel>
  )
}

function Changes({ title, of }: { readonly title: string; readonly of: readonly UnitChange[] }) {
  const t = useText()
  return (
    <section className="panel">
      <header>
        <h2>{title}</h2>
      </header>
      <Table<UnitChange>
        size="small"
        rowKey="change"
        pagination={of.length > 20 ? { pageSize: 20 } : false}
        dataSource={[...of]}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('起始日期'), dataIndex: 'from_day', sorter: (a, b) => (a.from_day < b.from_day ? -1 : 1) },
          { title: t('核算单位'), render: (_, { unit, unit_name }) => `${unit_name} ${unit}` },
          { title: t('事项'), render: (_, { kind_name }) => t(kind_name) },
          { title: t('调整为'), dataIndex: 'becomes' },
          { title: t('依据'), render: (_, { document, article }) => `${document} ${article}` },
          { title: t('状态'), render: (_, { stage_name }) => t(stage_name) },
          {
            title: t('经办'),
            render: (_, { steps }) => steps.map(({ name, officer_name, known_at }) => `${name} ${officer_name} ${known_at.slice(0, 10)}`).join('；'),
          },
        ]}
      />
    </section>
  )
}
