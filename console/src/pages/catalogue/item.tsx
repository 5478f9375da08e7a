// One item with all its versions by date: what it was classed as, what persons paid first, what it might cost at most, and who brought it.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import { Link, useParams } from 'react-router'
import type { ItemHistory, ItemVersion } from '../../api/catalogue-types.js'
import { itemQuery } from '../../api/hospital-queries.js'
import { type Text, useText } from '../../language/language.js'
import { PageHead } from '../../session/list-section.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { figureColumns } from './figure-columns.js'
import { KINDS } from './words.js'

export function ItemPage() {
  const { code = '' } = useParams()
  return (
    <Guarded permission="catalogue.see">
      <Question code={code} />
    </Guarded>
  )
}

function Question({ code }: { readonly code: string }) {
  const t = useText()
  const answer = useQuery(itemQuery(code))
  return (
    <>
      <p className="back-line">
        <Link to="/catalogue-items">{t('全部目录项目')}</Link>
      </p>
      <Answer of={answer}>{(of) => <History of={of} />}</Answer>
    </>
  )
}

function History({ of }: { readonly of: ItemHistory }) {
  const t = useText()
  return (
    <>
      <PageHead title={of.name} says={`${of.code} · ${t(KINDS[of.kind] ?? of.kind)}`} />
      <p className="quiet">{t('费用按发生日有效的一行计算。')}</p>
      <Table<ItemVersion>
        size="small"
        rowKey={(row) => `${row.in_force}/${row.version}`}
        scroll={{ x: 'max-content' }}
        pagination={false}
        dataSource={[...of.rows]}
        rowClassName={(row) => (row.counts ? '' : 'row-struck')}
        columns={columns(t)}
      />
    </>
  )
}

function columns(t: Text): ColumnsType<ItemVersion> {
  return [
    { key: 'in_force', title: t('生效日期'), dataIndex: 'in_force', className: 'num' },
    {
      key: 'until',
      title: t('有效至'),
      className: 'num',
      render: (_, row) => (row.ended ? t('停用') : !row.counts ? t('同日有更新的版本') : (row.valid_until ?? t('长期'))),
    },
    { key: 'name', title: t('名称'), render: (_, row) => <span className="item-name">{row.name}</span> },
    ...figureColumns<ItemVersion>(t),
    { key: 'version', title: t('版本'), render: (_, row) => `${t('第{n}版', { n: row.version })} · ${row.edition}` },
    { key: 'by', title: t('导入人'), dataIndex: 'brought_by' },
    { key: 'at', title: t('导入时间'), dataIndex: 'known_at', className: 'num' },
  ]
}
