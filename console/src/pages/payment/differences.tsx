// Differences of reconciliation: what institutions' bills and ours do not agree on, how old it is, who has to act, and the office's word.
import { useQuery } from '@tanstack/react-query'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useState } from 'react'
import { differencesQuery } from '../../api/queries.js'
import type { Difference } from '../../api/reconciliation-types.js'
import type { Query } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { ExcelLink } from '../../session/list-section.js'
import { PagedTable } from '../../session/paged-table.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import { differenceColumns, differenceKey } from './difference-columns.js'
import { DifferenceDetail } from './difference-detail.js'
import { NoteDialog } from './note-dialog.js'
import { KINDS, STANDINGS } from './words.js'

export function DifferencesPage() {
  return (
    <Guarded permission="provider.see">
      <Found />
    </Guarded>
  )
}

function Found() {
  const t = useText()
  const address = useAddress()
  const [chosen, choose] = useState<Difference>()
  const standing = address.of('standing') ?? 'open'
  const asked = { provider: address.of('provider'), kind: address.of('kind'), standing: standing === 'all' ? undefined : standing }
  const answer = useQuery(differencesQuery({ ...asked, page: address.page, size: address.size }))
  return (
    <>
      <div className="page-head">
        <h1>{t('对账差异')}</h1>
        <p>{t('机构对明细账（3202）时与中心不一致的结算，账龄长的在前。之后的对账不再出现的，自动归入已消除。')}</p>
      </div>
      <Filters address={address} standing={standing} asked={asked} />
      <Answer of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Empty title={t('没有符合条件的差异')} />
          ) : (
            <>
              <p role="status">{t('未处理 {n} 条', { n: page.open })}</p>
              <PagedTable<Difference>
                rowKey={differenceKey}
                answer={page}
                asking={answer.isFetching}
                address={address}
                columns={differenceColumns(t, choose)}
                expandable={{ expandedRowRender: (row) => <DifferenceDetail of={row} /> }}
              />
            </>
          )
        }
      </Answer>
      {chosen !== undefined && <NoteDialog of={chosen} close={() => choose(undefined)} />}
    </>
  )
}

function Filters({ address, standing, asked }: { readonly address: Address; readonly standing: string; readonly asked: Query }) {
  const t = useText()
  const options = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label: t(label) }))
  return (
    <search className="filters">
      <div className="filter">
        <span id="provider-label">{t('机构编码')}</span>
        <Input.Search
          aria-labelledby="provider-label"
          key={address.of('provider') ?? ''}
          defaultValue={address.of('provider') ?? ''}
          allowClear
          maxLength={12}
          style={{ width: 180 }}
          onSearch={(text) => address.change({ provider: text.trim().toUpperCase() })}
        />
      </div>
      <div className="filter">
        <span id="standing-label">{t('状态')}</span>
        <Select
          aria-labelledby="standing-label"
          style={{ width: 130 }}
          value={standing}
          options={[...options(STANDINGS), { value: 'all', label: t('全部') }]}
          onChange={(value: string) => address.change({ standing: value === 'open' ? undefined : value })}
        />
      </div>
      <AddressChoice address={address} name="kind" label={t('差异类别')} of={new Map(Object.entries(KINDS))} width={150} />
      <ExcelLink path="/api/reconciliations/differences.xlsx" query={asked} />
    </search>
  )
}
