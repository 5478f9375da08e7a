// The national code lists: find a list, then its values; and what a business code is made of.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import type { CodeList, CodeValue, CodeValues } from '../../api/catalogue-types.js'
import { codeListsQuery, codeValuesQuery } from '../../api/queries.js'
import type { Paged } from '../../api/session-types.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { PagedTable } from '../../session/paged-table.js'
import { SearchFilter } from '../../session/search-filter.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import { ReadCode } from './read-code.js'

export function CodeListsPage() {
  return (
    <Guarded permission="catalogue.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const address = useAddress()
  const list = address.of('list')
  return (
    <>
      <div className="page-head">
        <h1>{t('码表')}</h1>
        <p>{t('国家码表的值和标签；接口用1901查询的就是这里的内容。')}</p>
      </div>
      <ReadCode />
      {list === undefined ? <Lists address={address} /> : <Values list={list} address={address} />}
    </>
  )
}

function asked(address: Address): Record<string, string | number> {
  const q = address.of('q')
  return { ...(q === undefined ? {} : { q }), page: address.page, size: address.size }
}

function Lists({ address }: { readonly address: Address }) {
  const t = useText()
  const answer = useQuery(codeListsQuery(asked(address)))
  return (
    <>
      <search className="filters">
        <SearchFilter width={260} address={address} label={t('表名、标签或值')} />
      </search>
      <Answer of={answer}>{(page) => <ListTable page={page} asking={answer.isFetching} address={address} />}</Answer>
    </>
  )
}

function ListTable({ page, asking, address }: { readonly page: Paged<CodeList>; readonly asking: boolean; readonly address: Address }) {
  const t = useText()
  if (page.total === 0) return <Empty title={t('没有符合条件的码表')} />
  const open = (list: string) => address.change({ list, q: undefined })
  return (
    <PagedTable<CodeList>
      rowKey="list"
      answer={page}
      asking={asking}
      address={address}
      columns={[
        {
          key: 'list',
          title: t('表名'),
          render: (_, row) => (
            <Button type="link" size="small" onClick={() => open(row.list)}>
              {row.list}
            </Button>
          ),
        },
        { key: 'name', title: t('中文名'), dataIndex: 'name' },
        { key: 'values', title: t('值的个数'), align: 'right', className: 'num', render: (_, row) => count(row.values) },
      ]}
    />
  )
}

function Values({ list, address }: { readonly list: string; readonly address: Address }) {
  const t = useText()
  const answer = useQuery(codeValuesQuery(list, asked(address)))
  return (
    <>
      <search className="filters">
        <Button onClick={() => address.change({ list: undefined, q: undefined })}>{t('全部码表')}</Button>
        <SearchFilter width={260} address={address} label={t('标签或值')} />
      </search>
      <Answer of={answer}>{(page) => <ValueTable page={page} asking={answer.isFetching} address={address} />}</Answer>
    </>
  )
}

function ValueTable({ page, asking, address }: { readonly page: CodeValues; readonly asking: boolean; readonly address: Address }) {
  const t = useText()
  return (
    <section>
      <h2>
        {page.name} <small className="quiet">{page.list}</small>
      </h2>
      {page.total === 0 ? (
        <Empty title={t('没有符合条件的值')} />
      ) : (
        <PagedTable<CodeValue>
          rowKey="value"
          answer={page}
          asking={asking}
          address={address}
          columns={[
            { key: 'value', title: t('值'), dataIndex: 'value', className: 'num' },
            { key: 'label', title: t('标签'), dataIndex: 'label' },
            { key: 'parent', title: t('上级'), dataIndex: 'parent', className: 'num' },
            { key: 'editions', title: t('版本'), render: (_, row) => row.editions.join('、') },
            { key: 'labels', title: t('其他版本的叫法'), render: (_, row) => row.labels.map((one) => `${one.edition} ${one.label}`).join('、') },
            { key: 'written', title: t('各省的写法'), render: (_, row) => row.written.map((one) => `${one.by} ${one.value}`).join('、') },
          ]}
        />
      )}
    </section>
  )
}
