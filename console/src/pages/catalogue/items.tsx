// Items of the catalogue as they count on a day: class, shares and ceilings; each leads to its history.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import { Link } from 'react-router'
import type { CatalogueItem, CatalogueItems } from '../../api/catalogue-types.js'
import { itemsQuery } from '../../api/hospital-queries.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { DayChoice } from '../../session/day-choice.js'
import { askedOf, ExcelLink, ListSection, PageHead, pageOf, sorted } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { figureColumns } from './figure-columns.js'
import { KINDS } from './words.js'

const CLASSES: ReadonlyMap<string, string> = new Map(['甲', '乙', '丙'].map((one) => [one, one]))

export function ItemsPage() {
  return (
    <Guarded permission="catalogue.see">
      <Items />
    </Guarded>
  )
}

function Items() {
  const t = useText()
  const address = useAddress()
  const asked = askedOf(address, ['q', 'kind', 'class', 'changed', 'day', 'sort'])
  const answer = useQuery(itemsQuery({ ...asked, ...pageOf(address) }))
  return (
    <>
      <PageHead title={t('目录项目')} says={t('某日有效的药品、项目和耗材：类别、先行自付比例、各级机构限价；点编码看历次变化。')}>
        <ExcelLink path="/api/catalogue/items.xlsx" query={asked} />
      </PageHead>
      <search className="filters">
        <SearchBox address={address} label={t('编码或名称')} />
        <AddressChoice address={address} name="kind" label={t('目录种类')} of={new Map(Object.entries(KINDS))} width={140} />
        <AddressChoice address={address} name="class" label={t('类别')} of={CLASSES} width={100} />
        <AddressChoice address={address} name="changed" label={t('版本')} of={new Map([['several', '有过变化']])} width={120} />
        <DayChoice address={address} name="day" label={t('日期（默认今天）')} />
      </search>
      <ListSection<CatalogueItem, CatalogueItems> of={answer} address={address} rowKey="code" empty={t('没有符合条件的项目')} columns={columns(t, address)} />
    </>
  )
}

function columns(t: Text, address: Address): ColumnsType<CatalogueItem> {
  return [
    {
      ...sorted<CatalogueItem>(address, 'code'),
      title: t('编码'),
      render: (_, row) => (
        <Link className="num" to={`/catalogue-items/${row.code}`}>
          {row.code}
        </Link>
      ),
    },
    { ...sorted<CatalogueItem>(address, 'name'), title: t('名称'), render: (_, row) => <span className="item-name">{row.name}</span> },
    { key: 'kind', title: t('种类'), render: (_, row) => t(KINDS[row.kind] ?? row.kind) },
    ...figureColumns<CatalogueItem>(t),
    { ...sorted<CatalogueItem>(address, 'in_force'), title: t('生效日期'), dataIndex: 'in_force', className: 'num' },
    { ...sorted<CatalogueItem>(address, 'versions'), title: t('版本数'), align: 'right', className: 'num', render: (_, row) => count(row.versions) },
  ]
}
