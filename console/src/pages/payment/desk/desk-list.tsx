// A list of a payment desk: search, state, paging, Excel, and what is opened beside it; all of it stands in the address.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Drawer from 'antd/es/drawer'
import Select from 'antd/es/select'
import type { ColumnsType } from 'antd/es/table'
import type { ReactNode } from 'react'
import { asked } from '../../../api/queries.js'
import { type Query, withQuery } from '../../../api/request.js'
import type { Paged } from '../../../api/session-types.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { PagedTable } from '../../../session/paged-table.js'
import { SearchFilter } from '../../../session/search-filter.js'
import { Answer, Empty } from '../../../shell/states.js'

interface Opened {
  readonly title: (key: string) => string
  readonly show: (key: string) => ReactNode
}

interface DeskListProps<T> {
  readonly path: string
  /** Beside page, search and state. */
  readonly query?: Query
  readonly columns: ColumnsType<T>
  readonly keyOf: (row: T) => string
  readonly search: string
  readonly stages?: Readonly<Record<string, string>>
  readonly excel?: string
  readonly empty: string
  readonly acts?: ReactNode
  readonly above?: (page: Paged<T>) => ReactNode
  readonly select?: { readonly keys: readonly string[]; readonly choose: (keys: readonly string[]) => void; readonly open: (row: T) => boolean }
  /** The order in the address is asked of the server. */
  readonly sorted?: boolean
  /** What the list itself opens, under another key than its rows have. */
  readonly beside?: Opened
  /** Title and body of what is opened; the key stands in the address. */
  readonly detail?: Opened
}

export function DeskList<T extends object>(props: DeskListProps<T>) {
  const { path, query = {}, columns, keyOf, search, stages, excel, empty, acts, above, select, detail, sorted = false } = props
  const shown = detail ?? props.beside
  const t = useText()
  const address = useAddress()
  const filters = { ...query, q: address.of('q'), stage: address.of('stage'), ...(sorted ? { sort: address.of('sort') } : {}) }
  const answer = useQuery(asked<Paged<T>>(path, { ...filters, page: address.page, size: address.size }))
  const opened = address.of('open')
  const show = (key: string) => address.change({ open: key, page: address.page === 1 ? undefined : address.page })
  const act = {
    key: 'open',
    title: t('办理'),
    render: (_: unknown, row: T) => (
      <Button size="small" onClick={() => show(keyOf(row))}>
        {t('打开')}
      </Button>
    ),
  }
  return (
    <>
      <search className="filters">
        <SearchFilter address={address} label={t(search)} width={260} />
        {stages !== undefined && (
          <div className="filter">
            <span id="stage-label">{t('状态')}</span>
            <Select
              aria-labelledby="stage-label"
              style={{ width: 160 }}
              allowClear
              value={address.of('stage') ?? null}
              options={Object.entries(stages).map(([value, label]) => ({ value, label: t(label) }))}
              onChange={(stage: string | null) => address.change({ stage: stage ?? undefined })}
            />
          </div>
        )}
        {excel !== undefined && (
          <a className="download" href={withQuery(excel, filters)} download>
            {t('导出 Excel')}
          </a>
        )}
        {acts}
      </search>
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t(empty)} />
          ) : (
            <>
              {above?.(page)}
              <PagedTable<T>
                rowKey={keyOf}
                answer={page}
                asking={answer.isFetching}
                address={address}
                columns={detail === undefined ? columns : [...columns, act]}
                {...(select === undefined
                  ? {}
                  : {
                      rowSelection: {
                        selectedRowKeys: [...select.keys],
                        preserveSelectedRowKeys: true,
                        onChange: (keys: readonly unknown[]) => select.choose(keys.map(String)),
                        getCheckboxProps: (row: T) => ({ disabled: !select.open(row) }),
                      },
                    })}
              />
            </>
          )
        }
      </Answer>
      {shown !== undefined && opened !== undefined && (
        <Drawer open size="large" width={1080} title={shown.title(opened)} onClose={() => address.change({ open: undefined })}>
          {shown.show(opened)}
        </Drawer>
      )}
    </>
  )
}
