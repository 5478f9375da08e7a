// Columns and facts that the payment desks show alike.
import type { ColumnsType } from 'antd/es/table'
import type { ReactNode } from 'react'
import { Yuan } from '../../../format/amount.js'
import type { Text } from '../../../language/language.js'
import type { Address } from '../../../session/address.js'
import { orderOf } from '../../../session/paged-table.js'

export function textColumn<T>(t: Text, title: string, read: (row: T) => ReactNode): ColumnsType<T>[number] {
  return { key: title, title: t(title), render: (_, row) => read(row) }
}

export function yuanColumn<T>(t: Text, title: string, read: (row: T) => number | null): ColumnsType<T>[number] {
  return {
    key: title,
    title: t(title),
    align: 'right',
    render: (_, row) => {
      const fen = read(row)
      return fen === null ? <span className="quiet">—</span> : <Yuan fen={fen} />
    },
  }
}

/** Columns that the list may be ordered by; the key is the server's word. */
export function sortedColumn<T>(t: Text, address: Address, key: string, title: string, read: (row: T) => ReactNode): ColumnsType<T>[number] {
  return { ...textColumn(t, title, read), key, sorter: true, sortOrder: orderOf(address, key) }
}

export function sortedYuan<T>(t: Text, address: Address, key: string, title: string, read: (row: T) => number | null): ColumnsType<T>[number] {
  return { ...yuanColumn(t, title, read), key, sorter: true, sortOrder: orderOf(address, key) }
}

export function Facts({ of }: { readonly of: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {of.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
