// The nightly samples: stored bills settled again from their receipts, and those that did not give their own amounts.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import { replaysQuery } from '../../api/change-queries.js'
import type { ReplayFinding, Replays } from '../../api/change-types.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/trial.css'

export function ReplaysPage() {
  return (
    <Guarded permission="policy.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const answer = useQuery(replaysQuery)
  return (
    <>
      <div className="page-head">
        <h1>{t('夜间复算')}</h1>
        <p>{t('每夜抽取已结算的单据，用当时的规则和凭据重新结算，与当时的金额逐项比较。')}</p>
      </div>
      <Answer of={answer}>{(replays) => (replays.nights.length === 0 ? <Empty title={t('还没有复算过')} /> : <Nights of={replays} />)}</Answer>
    </>
  )
}

type Night = Replays['nights'][number]

function Nights({ of }: { readonly of: Replays }) {
  const t = useText()
  const mayBills = useMay()('settlement.see')
  return (
    <div className="stack">
      <Table<Night> rowKey="night" size="small" scroll={{ x: 'max-content' }} pagination={false} columns={nightColumns(t)} dataSource={[...of.nights]} />
      <section>
        <h2>{t('不一致和不能复算的结算单')}</h2>
        {!mayBills ? (
          <p className="quiet">{t('您的岗位不能查看结算单，这里只列各夜的张数。')}</p>
        ) : of.findings.length === 0 ? (
          <p className="quiet">{t('您的区域没有。')}</p>
        ) : (
          <Table<ReplayFinding>
            rowKey={(row) => `${row.night} ${row.settlement}`}
            size="small"
            scroll={{ x: 'max-content' }}
            pagination={false}
            columns={findingColumns(t)}
            dataSource={[...of.findings]}
          />
        )}
      </section>
    </div>
  )
}

function nightColumns(t: Text): ColumnsType<Night> {
  return [
    { key: 'night', title: t('夜'), dataIndex: 'night', className: 'num' },
    { key: 'equal', title: t('一致'), align: 'right', className: 'num', render: (_, row) => count(row.equal) },
    {
      key: 'differs',
      title: t('不一致'),
      align: 'right',
      render: (_, row) => <span className={row.differs > 0 ? 'num negative' : 'num'}>{count(row.differs)}</span>,
    },
    { key: 'not_possible', title: t('不能复算'), align: 'right', className: 'num', render: (_, row) => count(row.not_possible) },
    { key: 'engine', title: t('引擎'), dataIndex: 'engine' },
    { key: 'seed', title: t('抽样种子'), dataIndex: 'seed', className: 'num quiet' },
    { key: 'known_at', title: t('完成时间'), dataIndex: 'known_at', className: 'num' },
  ]
}

function findingColumns(t: Text): ColumnsType<ReplayFinding> {
  return [
    { key: 'night', title: t('夜'), dataIndex: 'night', className: 'num' },
    {
      key: 'bill',
      title: t('结算单'),
      render: (_, row) => (
        <Link className="num" to={`/settlements/${row.psn_no}/${row.settlement}`}>
          {row.settlement}
        </Link>
      ),
    },
    { key: 'kind', title: t('结果'), render: (_, row) => t(row.kind === 'differs' ? '不一致' : '不能复算') },
    { key: 'sentence', title: t('说明'), dataIndex: 'sentence' },
  ]
}
