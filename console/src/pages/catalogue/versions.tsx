// The catalogue by versions: what was imported when, what differs between two versions, and the imports that are prepared and approved.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import Tabs from 'antd/es/tabs'
import { useState } from 'react'
import type { CatalogueVersion } from '../../api/catalogue-types.js'
import { catalogueVersionsQuery } from '../../api/queries.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { PageHead } from '../../session/list-section.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { Comparing } from './comparing.js'
import { DraftList } from './draft-list.js'
import { PREPARERS } from './draft-words.js'
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
  const address = useAddress()
  const [importing, setImporting] = useState(false)
  const versions = useQuery(catalogueVersionsQuery)
  return (
    <>
      <PageHead title={t('目录版本')} says={t('每次导入是一个版本，旧版本不改；费用按发生日的版本计算。导入由一人准备，另一人批准。')}>
        <AllowedButton permission="catalogue.manage" who={t(PREPARERS)} type="primary" onClick={() => setImporting(true)}>
          {t('导入目录或价格表')}
        </AllowedButton>
      </PageHead>
      <Tabs
        activeKey={address.of('tab') ?? 'versions'}
        onChange={(key) => address.change({ tab: key === 'versions' ? undefined : key, standing: undefined, sort: undefined })}
        destroyOnHidden
        items={[
          { key: 'versions', label: t('版本与差异'), children: <Answer of={versions}>{(list) => <Versions list={list} />}</Answer> },
          { key: 'drafts', label: t('准备和批准'), children: <DraftList /> },
        ]}
      />
      <ImportFile open={importing} close={() => setImporting(false)} />
    </>
  )
}

function Versions({ list }: { readonly list: readonly CatalogueVersion[] }) {
  return (
    <div className="stack">
      <VersionTable versions={list} />
      <Comparing versions={list} />
    </div>
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
