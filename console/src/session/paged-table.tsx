// A table whose pages and order come from the server and whose state is the address.
import Table, { type TableProps } from 'antd/es/table'
import type { Paged } from '../api/types.js'
import { count } from '../format/money.js'
import { useText } from '../language/language.js'
import type { Address } from './address.js'

interface PagedTableProps<T> extends Omit<TableProps<T>, 'dataSource' | 'pagination' | 'loading' | 'onChange'> {
  readonly answer: Paged<T>
  readonly asking: boolean
  readonly address: Address
}

export function PagedTable<T extends object>({ answer, asking, address, ...table }: PagedTableProps<T>) {
  const t = useText()
  return (
    <Table<T>
      size="small"
      scroll={{ x: 'max-content' }}
      {...table}
      dataSource={answer.rows}
      loading={{ spinning: asking, delay: 200 }}
      pagination={{
        current: address.page,
        pageSize: address.size,
        total: answer.total,
        showSizeChanger: true,
        pageSizeOptions: [20, 50, 100],
        showTotal: (total) => t('共 {n} 条', { n: count(total) }),
        onChange: (page, size) => address.change({ page: size === address.size ? page : 1, size: size === 20 ? undefined : size }),
      }}
      onChange={(_, __, sorter, { action }) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter
        if (action === 'sort') address.change({ sort: one?.order ? `${one.order === 'descend' ? '-' : ''}${String(one.columnKey)}` : undefined })
      }}
    />
  )
}

/** The arrow a column shows for the order in the address. */
export function orderOf(address: Address, key: string): 'ascend' | 'descend' | null {
  const sort = address.of('sort')
  return sort === key ? 'ascend' : sort === `-${key}` ? 'descend' : null
}
