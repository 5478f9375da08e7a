// The filters of the message search, in the address, and what was found.
import type { UseQueryResult } from '@tanstack/react-query'
import Input from 'antd/es/input'
import type { MessageRow } from '../../api/connection-types.js'
import type { Paged } from '../../api/session-types.js'
import { useText } from '../../language/language.js'
import type { Address } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { PagedTable } from '../../session/paged-table.js'
import { Answer, Empty } from '../../shell/states.js'
import { DayRange } from '../settlement/day-range.js'
import { Content, messageColumns, messageKey } from './message-table.js'

const NAMES = ['institution', 'infno', 'msgid', 'result', 'from', 'to'] as const

const RESULTS: ReadonlyMap<string, string> = new Map([
  ['done', '成功'],
  ['refused', '未受理'],
  ['gateway', '网关拒绝'],
])

export function messageFilters(address: Address): Record<string, string> {
  const given = NAMES.map((name) => [name, address.of(name)] as const)
  return Object.fromEntries(given.filter((entry): entry is [(typeof NAMES)[number], string] => entry[1] !== undefined))
}

export function MessageFilters({ address, institution }: { readonly address: Address; readonly institution: boolean }) {
  const t = useText()
  return (
    <search className="filters">
      {institution && <TextFilter address={address} name="institution" label={t('机构编码')} width={180} upper />}
      <TextFilter address={address} name="infno" label={t('交易编号')} width={120} upper />
      <TextFilter address={address} name="msgid" label={t('报文编号')} width={290} />
      <AddressChoice address={address} name="result" label={t('结果')} of={RESULTS} width={130} />
      <DayRange address={address} label={t('日期')} />
    </search>
  )
}

interface TextFilterProps {
  readonly address: Address
  readonly name: string
  readonly label: string
  readonly width: number
  readonly upper?: boolean
}

function TextFilter({ address, name, label, width, upper }: TextFilterProps) {
  const value = address.of(name) ?? ''
  return (
    <div className="filter">
      <span id={`${name}-label`}>{label}</span>
      <Input.Search
        aria-labelledby={`${name}-label`}
        key={value}
        defaultValue={value}
        allowClear
        maxLength={30}
        style={{ width }}
        onSearch={(text) => address.change({ [name]: upper === true ? text.trim().toUpperCase() : text.trim() })}
      />
    </div>
  )
}

interface FoundProps {
  readonly answer: UseQueryResult<Paged<MessageRow>>
  readonly address: Address
  readonly institution: boolean
}

export function FoundMessages({ answer, address, institution }: FoundProps) {
  const t = useText()
  return (
    <Answer of={answer}>
      {(page) =>
        page.total === 0 ? (
          <Empty title={t('没有符合条件的报文')} />
        ) : (
          <PagedTable<MessageRow>
            rowKey={messageKey}
            columns={messageColumns(t, institution)}
            expandable={{ expandedRowRender: (row) => <Content row={row} /> }}
            answer={page}
            asking={answer.isFetching}
            address={address}
          />
        )
      }
    </Answer>
  )
}
