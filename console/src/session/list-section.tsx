// A list of the desk: what the address asks for, the table or why there is none, and the same rows as an Excel file.
import type { ColumnType, TableProps } from 'antd/es/table'
import type { ReactNode } from 'react'
import { type Query, withQuery } from '../api/request.js'
import type { Paged } from '../api/session-types.js'
import { useText } from '../language/language.js'
import { Answer, Empty } from '../shell/states.js'
import type { Address } from './address.js'
import { orderOf, PagedTable } from './paged-table.js'

/** What the address says of these names; what it does not say is left out. */
export function askedOf(address: Address, names: readonly string[]): Query {
  return Object.fromEntries(names.map((name) => [name, address.of(name)]).filter(([, value]) => value !== undefined))
}

export function pageOf(address: Address): { readonly page: number; readonly size: number } {
  return { page: address.page, size: address.size }
}

/** A column that the server sorts by. */
export function sorted<T>(address: Address, key: string): Pick<ColumnType<T>, 'key' | 'sorter' | 'sortOrder'> {
  return { key, sorter: true, sortOrder: orderOf(address, key) }
}

export function ExcelLink({ path, query }: { readonly path: string; readonly query: Query }) {
  const t = useText()
  return (
    <a className="download" href={withQuery(path, query)} download>
      {t('导出 Excel')}
    </a>
  )
}

export function PageHead({ title, says, children }: { readonly title: string; readonly says: string; readonly children?: ReactNode }) {
  return (
    <div className="page-head">
      <h1>{title}</h1>
      <p>{says}</p>
      {children !== undefined && <div className="actions">{children}</div>}
    </div>
  )
}

interface Asked<T> {
  readonly data: T | undefined
  readonly error: Error | null
  readonly isPending: boolean
  readonly isFetching: boolean
  readonly refetch: () => unknown
}

interface ListSectionProps<T, P extends Paged<T>> extends Omit<TableProps<T>, 'dataSource' | 'pagination' | 'loading' | 'onChange'> {
  readonly of: Asked<P>
  readonly address: Address
  readonly empty: string
  /** Stands above the table when there is one. */
  readonly head?: (page: P) => ReactNode
}

export function ListSection<T extends object, P extends Paged<T> = Paged<T>>({ of, address, empty, head, ...table }: ListSectionProps<T, P>) {
  const t = useText()
  return (
    <Answer of={of}>
      {(page) =>
        page.total === 0 ? (
          <Empty title={empty}>{address.narrowed && <p>{t('可以放宽查询条件再试。')}</p>}</Empty>
        ) : (
          <>
            {head?.(page)}
            <PagedTable<T> {...table} answer={page} asking={of.isFetching} address={address} />
          </>
        )
      }
    </Answer>
  )
}
