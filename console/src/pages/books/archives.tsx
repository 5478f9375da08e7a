// 会计档案: packages of closed years, their files and retention terms, who took one out and why.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import InputNumber from 'antd/es/input-number'
import Modal from 'antd/es/modal'
import Popconfirm from 'antd/es/popconfirm'
import Table from 'antd/es/table'
import dayjs from 'dayjs'
import { useState } from 'react'
import { archivesQuery } from '../../api/book-desk-queries.js'
import type { ArchiveRow } from '../../api/book-desk-types.js'
import { download, post } from '../../api/request.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { FormFailure } from '../../session/form-failure.js'
import { JobWatch } from '../../session/job-watch.js'
import { useMay } from '../../session/session.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { ChooseBook } from './choose-book.js'

export function ArchivesPage() {
  const t = useText()
  const address = useAddress()
  const may = useMay()('archive.keep')
  const [taking, setTaking] = useState<ArchiveRow>()
  const answer = useQuery(archivesQuery)
  return (
    <Guarded permission="book.see">
      <div className="page-head">
        <h1>{t('会计档案')}</h1>
        <p>{t('年度结账后，凭证、账簿、报表和附件归成一卷，不用本系统也能查阅；借阅须写明用途并留下记录。')}</p>
      </div>
      {may ? (
        <ChooseBook address={address}>{({ book }) => <Keep key={book} book={book} />}</ChooseBook>
      ) : (
        <p className="quiet">{t('归档和借阅由基金财务岗、基金管理岗办理。')}</p>
      )}
      <Answer of={answer}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('还没有归档')} />
          ) : (
            <Table<ArchiveRow>
              size="small"
              rowKey="archive"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={[...rows]}
              expandable={{ expandedRowRender: (row) => <Contents of={row} /> }}
              columns={[
                { title: t('年度'), dataIndex: 'year', className: 'num' },
                { title: t('账套'), dataIndex: 'book_name' },
                { title: t('大小'), align: 'right', render: (_, row) => t('{n} 字节', { n: count(row.size) }) },
                { title: 'SHA-256', render: (_, row) => <code title={row.sha256}>{row.sha256.slice(0, 16)}…</code> },
                { title: t('归档人'), render: (_, row) => `${row.officer_name} ${row.known_at.slice(0, 10)}` },
                { title: t('借阅次数'), align: 'right', render: (_, row) => row.taken.length },
                {
                  title: t('办理'),
                  render: (_, row) =>
                    may && (
                      <button type="button" className="link-button" onClick={() => setTaking(row)}>
                        {t('借阅')}
                      </button>
                    ),
                },
              ]}
            />
          )
        }
      </Answer>
      {taking !== undefined && <Take of={taking} close={() => setTaking(undefined)} />}
    </Guarded>
  )
}

function Keep({ book }: { readonly book: string }) {
  const t = useText()
  const [year, setYear] = useState<number | null>(dayjs().year() - 1)
  const keep = useMutation({ mutationFn: () => post<{ readonly job: string }>('/api/fund/archives', { book, year }) })
  return (
    <>
      <div className="filters">
        <div className="filter">
          <span id="archive-year">{t('年度')}</span>
          <InputNumber aria-labelledby="archive-year" min={2010} max={2100} value={year} onChange={setYear} />
        </div>
        <Popconfirm
          title={t('归档以后，{year} 年度的凭证、账簿、报表和附件就此定卷，不能重做。', { year: year ?? '' })}
          okText={t('归档')}
          cancelText={t('取消')}
          onConfirm={() => keep.mutate()}
        >
          <Button type="primary" disabled={year === null} loading={keep.isPending}>
            {t('归档（不能重做）')}
          </Button>
        </Popconfirm>
      </div>
      <FormFailure error={keep.error} />
      {keep.data !== undefined && (
        <JobWatch job={keep.data.job} title={t('正在归档')} refresh={['/api/fund/archives']}>
          {() => t('归档完成')}
        </JobWatch>
      )}
    </>
  )
}

function Contents({ of }: { readonly of: ArchiveRow }) {
  const t = useText()
  return (
    <>
      <table className="voucher">
        <thead>
          <tr>
            <th scope="col">{t('文件')}</th>
            <th scope="col">{t('大小')}</th>
            <th scope="col">{t('保管期限')}</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {of.files.map((file) => (
            <tr key={file.name}>
              <th scope="row">{file.name}</th>
              <td>{count(file.size)}</td>
              <td>{file.retention}</td>
              <td>
                <code>{file.sha256.slice(0, 16)}…</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('借阅记录')}</h3>
      <ul className="plain-list">
        {of.taken.map((one) => (
          <li key={one.known_at}>{[one.known_at.slice(0, 10), one.officer_name, one.reason].join(' · ')}</li>
        ))}
      </ul>
    </>
  )
}

function Take({ of, close }: { readonly of: ArchiveRow; readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const take = useMutation({
    mutationFn: () => download(`/api/fund/archives/${of.archive}/take`, { reason }, `${of.book}-${of.year}.zip`),
    onSuccess: async () => {
      close()
      await client.invalidateQueries()
    },
  })
  return (
    <Modal
      open
      onCancel={close}
      title={t('借阅 {year} 年度档案', { year: of.year })}
      okText={t('借阅并下载')}
      okButtonProps={{ disabled: reason.trim().length < 4 }}
      confirmLoading={take.isPending}
      onOk={() => take.mutate()}
    >
      <div className="filter">
        <span id="archive-reason">{t('用途（至少四个字）')}</span>
        <Input aria-labelledby="archive-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </div>
      <FormFailure error={take.error} />
    </Modal>
  )
}
