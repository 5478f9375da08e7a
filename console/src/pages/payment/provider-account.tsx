// 往来对账: the yearly account with one provider — what the facts say, what the provider's own books say, and what differs, closed by two.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Input from 'antd/es/input'
import Table from 'antd/es/table'
import dayjs from 'dayjs'
import { useState } from 'react'
import { base64 } from '../../api/file-base64.js'
import type { FormulaRow } from '../../api/payment-types.js'
import type { ProviderAccount, ProviderAccountRow } from '../../api/provider-account-types.js'
import { one } from '../../api/queries.js'
import { post, withQuery } from '../../api/request.js'
import type { Matter } from '../../api/take-over-types.js'
import { Yuan } from '../../format/amount.js'
import { fenOfText } from '../../format/fen-of-text.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { matterColumns } from '../../session/matter-columns.js'
import { MatterDialog } from '../../session/matter-dialog.js'
import { FailureLine } from '../../shell/failure-line.js'
import { Answer, Empty } from '../../shell/states.js'
import { textColumn, yuanColumn } from './desk/columns.js'

const WHO = '定点机构管理岗'
const PATH = '/api/provider-accounts'

export function ProviderAccounts({ book }: { readonly book: string }) {
  const t = useText()
  const address = useAddress()
  const thisYear = dayjs().year()
  const year = Number(address.of('year') ?? thisYear)
  const years = new Map([0, 1, 2, 3].map((back) => [String(thisYear - back), String(thisYear - back)]))
  const providers = useQuery(one<readonly FormulaRow[]>('/api/payables-formula', { book, year }))
  return (
    <Answer of={providers}>
      {(rows) => {
        const provider = address.of('provider') ?? rows[0]?.provider
        return (
          <>
            <div className="filters">
              <AddressChoice address={address} name="year" label={t('年度')} of={years} />
              <AddressChoice
                address={address}
                name="provider"
                label={t('机构')}
                of={new Map(rows.map((row) => [row.provider, row.provider_name]))}
                width={280}
              />
            </div>
            {provider === undefined ? <Empty title={t('本年度没有应付')} /> : <OneAccount key={`${book}/${year}/${provider}`} of={{ book, year, provider }} />}
          </>
        )
      }}
    </Answer>
  )
}

interface Asked {
  readonly book: string
  readonly year: number
  readonly provider: string
}

function OneAccount({ of }: { readonly of: Asked }) {
  const t = useText()
  const answer = useQuery(one<ProviderAccount>(PATH, { ...of }))
  return (
    <Answer of={answer}>
      {(account) => (
        <>
          <section className="panel">
            <header>
              <h2>
                {account.provider_name} · {t('{year} 年往来对账单', { year: account.year })}
              </h2>
              <a className="download" href={withQuery(`${PATH}.xlsx`, { ...of })} download>
                {t('导出 Excel')}
              </a>
              <a className="download" href={withQuery(`${PATH}.pdf`, { ...of })} download>
                {t('导出 PDF')}
              </a>
            </header>
            <p>
              {t('本年月份未付')} <Yuan fen={account.open_fen} strong /> · {t('保证金本年净留')} <Yuan fen={account.deposit_fen} /> · {t('预付金本年净拨')}{' '}
              <Yuan fen={account.prepaid_fen} />
            </p>
            <Figures of={of} account={account} />
          </section>
          <Differences account={account} />
        </>
      )}
    </Answer>
  )
}

const keyOf = ({ month, item }: ProviderAccountRow): string => `${month}/${item}`

/** The provider's column is typed from its letter, or read from the sheet that it filled in. */
function Figures({ of, account }: { readonly of: Asked; readonly account: ProviderAccount }) {
  const t = useText()
  const client = useQueryClient()
  const [typed, type] = useState<Readonly<Record<string, string>>>({})
  const [source, setSource] = useState('')
  const given = account.rows.filter((row) => (typed[keyOf(row)] ?? '') !== '')
  const wrong = given.some((row) => fenOfText(typed[keyOf(row)] ?? '') === undefined)
  const settled = async (): Promise<void> => {
    type({})
    await client.invalidateQueries()
  }
  const save = useMutation({
    mutationFn: () =>
      post<ProviderAccount>(`${PATH}/figures`, {
        ...of,
        source,
        figures: given.map((row) => ({ month: row.month, item: row.item, amount_fen: fenOfText(typed[keyOf(row)] ?? '') ?? 0 })),
      }),
    onSuccess: settled,
  })
  const read = useMutation({
    mutationFn: async (file: File) => post<ProviderAccount>(`${PATH}/file`, { ...of, source, content: await base64(file) }),
    onSuccess: settled,
  })
  return (
    <>
      <Table<ProviderAccountRow>
        size="small"
        rowKey={keyOf}
        pagination={false}
        dataSource={[...account.rows]}
        scroll={{ x: 'max-content' }}
        columns={[
          textColumn(t, '月份', ({ month }) => month),
          textColumn(t, '项目', ({ item_name }) => t(item_name)),
          yuanColumn(t, '医保账面', ({ bureau_fen }) => bureau_fen),
          yuanColumn(t, '机构账面', ({ provider_fen }) => provider_fen),
          yuanColumn(t, '差额', ({ difference_fen }) => difference_fen),
          textColumn(t, '来源', (row) => row.source),
          textColumn(t, '登记机构账面', (row) => (
            <Input
              aria-label={`${row.month} ${row.item_name} ${t('机构账面')}`}
              style={{ width: 140 }}
              maxLength={16}
              value={typed[keyOf(row)] ?? ''}
              onChange={(event) => type({ ...typed, [keyOf(row)]: event.target.value })}
            />
          )),
        ]}
      />
      <div className="filters no-print">
        <Input
          aria-label={t('来源')}
          placeholder={t('来源：机构来函、盖章对账单等')}
          style={{ width: 280 }}
          value={source}
          onChange={(event) => setSource(event.target.value)}
        />
        <AllowedButton
          permission="cycle.review"
          who={WHO}
          type="primary"
          ready={given.length > 0 && !wrong && source.trim().length >= 4}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('登记机构账面')}
        </AllowedButton>
        <label>
          {t('导入机构填好的 Excel')}{' '}
          <input
            type="file"
            accept=".xlsx"
            disabled={source.trim().length < 4}
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file !== undefined) read.mutate(file)
            }}
          />
        </label>
      </div>
      <FailureLine error={save.error ?? read.error} otherwise={t('没有登记；请稍后再试。')} />
    </>
  )
}

function Differences({ account }: { readonly account: ProviderAccount }) {
  const t = useText()
  const [chosen, choose] = useState<Matter>()
  if (account.rows.every(({ provider_fen }) => provider_fen === null)) return null
  return (
    <section className="panel">
      <header>
        <h2>{t('往来差异')}</h2>
      </header>
      {account.differences.length === 0 ? (
        <p>{t('机构已报的各项与医保账面一致。')}</p>
      ) : (
        <Table<Matter>
          size="small"
          rowKey="matter"
          pagination={false}
          dataSource={[...account.differences]}
          scroll={{ x: 'max-content' }}
          columns={matterColumns<Matter>(t, { permission: 'cycle.review', who: WHO, choose })}
        />
      )}
      {chosen !== undefined && <MatterDialog of={chosen} path={PATH} close={() => choose(undefined)} />}
    </section>
  )
}
