// The catalogue by versions: what was imported when, what differs between two versions, and importing the next.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import { useState } from 'react'
import type { CatalogueVersion } from '../../api/catalogue-types.js'
import { catalogueVersionsQuery } from '../../api/queries.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import { Comparing } from './comparing.js'
import { ImportFile } from './import-file.js'

export function VersionsPage() {
  return (
    <Guarded permission="catalogue.see">
      <Question />
    </Guarded>
  )
}

function Question() {
  const t = useText()
  const [importing, setImporting] = useState(false)
  const versions = useQuery(catalogueVersionsQuery)
  return (
    <>
      <div className="page-head">
        <h1>{t('目录版本')}</h1>
        <p>{t('每次导入是一个版本，旧版本不改；费用按发生日的版本计算。')}</p>
        <div className="actions">
          <AllowedButton permission="catalogue.manage" who="待遇政策岗、定点机构管理岗" type="primary" onClick={() => setImporting(true)}>
            {t('导入目录或价格表')}
          </AllowedButton>
        </div>
      </div>
      <Answer of={versions}>
        {(list) => (
          <div className="stack">
            <VersionTable versions={list} />
            <Comparing versions={list} />
          </div>
        )}
      </Answer>
      <ImportFile open={importing} close={() => setImporting(false)} />
    </>
  )
}

function VersionTable({ versions }: { readonly versions: readonly CatalogueVersion[] }) {
  const t = useText()
  const number = (title: string, field: 'added' | 'changed' | 'ended') => ({
    key: field,
    title,
    align: 'right' as const,
    className: 'num',
    render: (_: unknown, row: CatalogueVersion) => count(row[field]),
  })
  return (
    <Table<CatalogueVersion>
      size="small"
      rowKey="version"
      dataSource={versions}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      scroll={{ x: 'max-content' }}
      columns={[
        { key: 'version', title: t('版本'), render: (_, row) => t('第{n}版', { n: row.version }) },
        { key: 'in_force', title: t('生效日期'), dataIndex: 'in_force', className: 'num' },
        { key: 'edition', title: t('版本名称'), dataIndex: 'edition' },
        { key: 'file', title: t('文件'), dataIndex: 'file_name' },
        number(t('新增'), 'added'),
        number(t('变更'), 'changed'),
        number(t('停用'), 'ended'),
        { key: 'by', title: t('导入人'), dataIndex: 'brought_by' },
        { key: 'at', title: t('导入时间'), dataIndex: 'known_at', className: 'num' },
      ]}
    />
  )
}
