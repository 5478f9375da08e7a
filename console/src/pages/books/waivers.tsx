// 减免登记: premiums let off by a document, asked for by one officer and approved by another.
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { Link } from 'react-router'
import { bookPath, waiversQuery } from '../../api/book-desk-queries.js'
import type { WaiverHead } from '../../api/book-desk-types.js'
import { withQuery } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { PagedTable } from '../../session/paged-table.js'
import { SearchFilter } from '../../session/search-filter.js'
import { useMay } from '../../session/session.js'
import { Answer, Empty } from '../../shell/states.js'
import { WaiverDialog } from './waiver-dialog.js'

const STAGES: ReadonlyMap<string, string> = new Map([
  ['prepared', '待审批'],
  ['approved', '已批准'],
  ['returned', '不予通过'],
])

export function Waivers({ book, address }: { readonly book: string; readonly address: Address }) {
  const t = useText()
  const may = useMay()('voucher.prepare')
  const [writing, setWriting] = useState(false)
  const filters = { stage: address.of('stage'), q: address.of('q') }
  const answer = useQuery(waiversQuery(book, { ...filters, page: address.page, size: address.size }))
  const { data } = answer
  return (
    <>
      <p className="quiet">{t('减免由统筹地区或上级政府的文件决定，一人登记、另一人审批；启动期内只认上级文件。')}</p>
      <div className="filters">
        <SearchFilter address={address} label={t('文号、单位、发文地区或登记人')} width={260} />
        <AddressChoice address={address} name="stage" label={t('状态')} of={STAGES} width={150} />
        <a className="download" href={withQuery(bookPath(book, 'waivers.xlsx'), filters)} download>
          {t('导出 Excel')}
        </a>
        {may && data !== undefined && data.payers.length > 0 && (
          <Button type="primary" onClick={() => setWriting(true)}>
            {t('登记减免')}
          </Button>
        )}
      </div>
      {writing && data !== undefined && <WaiverDialog book={book} choices={data} close={() => setWriting(false)} />}
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有减免登记')} />
          ) : (
            <PagedTable<WaiverHead>
              rowKey="waiver"
              answer={page}
              asking={answer.isFetching}
              address={address}
              columns={[
                { title: t('减免文件'), render: (_, row) => <Link to={`/fund/waivers/${row.waiver}`}>{row.document}</Link> },
                { title: t('发文地区'), dataIndex: 'authority_name' },
                { title: t('单位'), dataIndex: 'unit_name' },
                { title: t('缴费人'), render: (_, row) => t(row.payer_name) },
                { title: t('费款所属月'), dataIndex: 'month', className: 'num' },
                { title: t('人数'), dataIndex: 'heads', align: 'right' },
                { title: t('金额'), align: 'right', render: (_, row) => <Yuan fen={row.pool_fen + row.account_fen} /> },
                { title: t('登记人'), dataIndex: 'officer_name' },
                { title: t('状态'), render: (_, row) => t(row.stage_name) },
              ]}
            />
          )
        }
      </Answer>
    </>
  )
}
