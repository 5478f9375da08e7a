// 上下级往来: what the adjustment fund's plan gives for the lines between levels, area by area, and whether both levels plan the same.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import { one } from '../../api/queries.js'
import type { LevelLine, LevelUnit, LevelLines as Lines } from '../../api/year-end-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'
import { yuanColumn } from '../payment/desk/columns.js'
import type { BookYear } from './book-year.js'

export function useLevelLines({ book, year }: BookYear): readonly LevelLine[] {
  const may = useMay()('book.see')
  const { data } = useQuery({ ...one<Lines>(`/api/budget-level-lines?book=${book}&year=${year}`), enabled: may, retry: false })
  return data?.lines ?? []
}

export function LevelLines({ of }: { readonly of: BookYear }) {
  const t = useText()
  const lines = useLevelLines(of)
  if (lines.length === 0) return null
  return (
    <section className="panel">
      <header>
        <h2>{t('上下级往来核对')}</h2>
        <span className="quiet">{t('按调剂金计划测算，两级预算的对应行应当一致')}</span>
      </header>
      {lines.map((line) => (
        <OneLine key={line.account} of={line} />
      ))}
    </section>
  )
}

function OneLine({ of }: { readonly of: LevelLine }) {
  const t = useText()
  return (
    <>
      <div className="filters">
        <strong>{t(of.name)}</strong>
        <span>
          {t('按调剂金计划')} {of.derived_fen === null ? '—' : <Yuan fen={of.derived_fen} />}
        </span>
        <span>
          {t('本级预算')} {of.planned_fen === null ? '—' : <Yuan fen={of.planned_fen} />}
        </span>
        {of.differences.length === 0 && of.waiting.length === 0 && of.derived_fen !== null && <span className="quiet">{t('两级一致')}</span>}
      </div>
      <p className="quiet">{of.reckoning}</p>
      {of.differences.map((difference) => (
        <p key={difference} role="alert" className="negative">
          {difference}
        </p>
      ))}
      {of.waiting.length > 0 && <p className="quiet">{t('还没有编制分行预算：{names}', { names: of.waiting.join('、') })}</p>}
      {of.units.length > 0 && (
        <Table<LevelUnit>
          size="small"
          rowKey="unit"
          pagination={of.units.length > 20 ? { pageSize: 20 } : false}
          dataSource={[...of.units]}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: t('统筹区'), dataIndex: 'name' },
            yuanColumn(t, '基数', (row) => row.base_fen),
            yuanColumn(t, '本年', (row) => row.amount_fen),
            yuanColumn(t, '往年欠缴', (row) => row.arrears_fen),
            yuanColumn(t, '已多缴', (row) => row.credit_fen),
            yuanColumn(t, '上级计划', (row) => row.due_fen),
            yuanColumn(t, '下级预算', (row) => row.lower_fen),
            { title: t('说明'), dataIndex: 'lower_note' },
          ]}
        />
      )}
    </>
  )
}
