// The policy library: every document the rules stand on, with what it is and how far its figures were checked.
import { useQuery } from '@tanstack/react-query'
import Table, { type ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import { documentsQuery } from '../../api/policy-queries.js'
import type { PolicyDocument } from '../../api/policy-types.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/policy.css'
import { schemeName } from '../enrolment/words.js'
import { OneOf } from './choices.js'
import { CertaintyMarks, StatusMark } from './marks.js'
import { CERTAINTIES, STATUSES } from './words.js'

export function PolicyLibrary() {
  return (
    <Guarded permission="policy.see">
      <Library />
    </Guarded>
  )
}

function Library() {
  const t = useText()
  const answer = useQuery(documentsQuery)
  const address = useAddress()
  return (
    <>
      <div className="page-head">
        <h1>{t('政策库')}</h1>
        <p>{t('规则从哪些文件来：文件按原文分节，数额随文可查；没有核对过原文的都有标记。')}</p>
        <div className="actions">
          <Link className="download" to="/policy/timeline">
            {t('版本时间线')}
          </Link>
          <Link className="download" to="/policy/compare">
            {t('六统一对照')}
          </Link>
        </div>
      </div>
      <Answer of={answer}>{(documents) => <Documents of={documents} address={address} />}</Answer>
    </>
  )
}

function Documents({ of, address }: { readonly of: readonly PolicyDocument[]; readonly address: Address }) {
  const t = useText()
  const shown = of.filter((one) => fits(one, address))
  return (
    <>
      <Filters of={of} address={address} />
      <p className="totals-line">{t('{n} 份文件', { n: shown.length })}</p>
      {shown.length === 0 ? (
        <Empty title={of.length === 0 ? t('政策库里还没有文件') : t('没有符合条件的文件')}>
          {of.length > 0 && <p>{t('可以放宽条件，或清除搜索的文字。')}</p>}
        </Empty>
      ) : (
        <Table<PolicyDocument> size="small" rowKey="hash" columns={columns(t)} dataSource={[...shown]} pagination={false} scroll={{ x: 'max-content' }} />
      )}
    </>
  )
}

function fits(one: PolicyDocument, address: Address): boolean {
  const [q, area, status, mark] = [address.of('q'), address.of('area'), address.of('status'), address.of('mark')]
  return (
    (q === undefined || `${one.document} ${one.title ?? ''} ${one.source ?? ''} ${one.path}`.includes(q)) &&
    (area === undefined || one.area === area) &&
    (status === undefined || one.status === status) &&
    (mark === undefined || CERTAINTIES.some(({ certainty }) => certainty === mark && one.certainty[certainty] > 0))
  )
}

function Filters({ of, address }: { readonly of: readonly PolicyDocument[]; readonly address: Address }) {
  const t = useText()
  const areas = [...new Map(of.map(({ area, area_name }) => [area, area_name]))].map(([value, label]) => ({ value, label })).sort(byValue)
  return (
    <search className="filters no-print">
      <SearchBox address={address} label={t('文号、名称或来源')} />
      <OneOf address={address} name="area" label={t('地区')} choices={areas} />
      <OneOf address={address} name="status" label={t('状态')} choices={STATUSES.map(({ status, name }) => ({ value: status, label: t(name) }))} width={150} />
      <OneOf
        address={address}
        name="mark"
        label={t('数额的标记')}
        choices={CERTAINTIES.map(({ certainty, name }) => ({ value: certainty, label: t(name) }))}
        width={170}
      />
    </search>
  )
}

function byValue(one: { readonly value: string }, other: { readonly value: string }): number {
  return one.value < other.value ? -1 : 1
}

function columns(t: Text): ColumnsType<PolicyDocument> {
  return [
    {
      key: 'document',
      title: t('文件'),
      width: 400,
      render: (_, row) => (
        <span className="document-name">
          <Link to={`/policy/documents/${row.hash}`}>{row.document}</Link>
          {row.title !== null && <span>{row.title}</span>}
        </span>
      ),
    },
    { key: 'area', title: t('地区'), sorter: (a, b) => (a.area < b.area ? -1 : 1), render: (_, row) => `${row.area_name} · ${t(row.government)}` },
    { key: 'status', title: t('状态'), render: (_, row) => <StatusOfUse of={row} /> },
    { key: 'schemes', title: t('险种'), render: (_, row) => row.schemes.map((scheme) => t(schemeName(scheme))).join('、') },
    {
      key: 'issued',
      title: t('印发日期'),
      className: 'num',
      sorter: (a, b) => ((a.issued ?? '') < (b.issued ?? '') ? -1 : 1),
      render: (_, row) => row.issued ?? '—',
    },
    { key: 'marks', title: t('数额的标记'), width: 240, render: (_, row) => <CertaintyMarks of={row.certainty} /> },
  ]
}

function StatusOfUse({ of }: { readonly of: PolicyDocument }) {
  const t = useText()
  return (
    <span className="status-of-use">
      <StatusMark of={of} />
      <small>{of.in_use ? t('现行规则引用') : t('现行规则不引用')}</small>
    </span>
  )
}
