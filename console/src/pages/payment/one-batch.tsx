// One batch: its payments with what the bank did, its files with the lines that could not be taken, and the bank's answer to be read in.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Table from 'antd/es/table'
import { useRef } from 'react'
import type { BatchDetail, BatchPayment } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { post } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { FailureLine } from '../../shell/failure-line.js'
import { Answer } from '../../shell/states.js'
import { Facts, textColumn, yuanColumn } from './desk/columns.js'
import { DecidedSteps } from './desk/decided.js'

export function OneBatch({ number }: { readonly number: string }) {
  const t = useText()
  const answer = useQuery(one<BatchDetail>(`/api/payment-batches/${number}`))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('批次名称'), of.title],
              [t('银行模板'), of.template_name],
              [t('金额'), <Yuan key="amount" fen={of.amount_fen} strong />],
              [t('笔数'), of.items],
              [t('已付'), <Yuan key="paid" fen={of.paid_fen} />],
              [t('编制'), `${of.officer_name} · ${of.known_at}`],
            ]}
          />
          <DecidedSteps of={of} path={`/api/payment-batches/${number}`} />
          {of.stage === 'sent' && <Results number={number} />}
          <Files of={of} />
          <Payments of={of} />
        </>
      )}
    </Answer>
  )
}

interface Taken {
  readonly taken: number
  readonly known: number
  readonly faults: number
}

function Results({ number }: { readonly number: string }) {
  const t = useText()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const send = useMutation({
    mutationFn: async (file: File) => post<Taken>(`/api/payment-batches/${number}/results`, { name: file.name, content: await base64Of(file) }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section className="panel">
      <header>
        <h2>{t('银行文件')}</h2>
        <a className="download" href={`/api/payment-batches/${number}/file`} download>
          {t('下载银行文件')}
        </a>
      </header>
      <input
        ref={input}
        type="file"
        aria-label={t('银行结果文件')}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file !== undefined) send.mutate(file)
          event.target.value = ''
        }}
      />
      <AllowedButton permission="payment.prepare" who={t('基金财务岗')} type="primary" loading={send.isPending} onClick={() => input.current?.click()}>
        {t('导入结果文件')}
      </AllowedButton>
      {send.data !== undefined && (
        <p role="status">
          {t('已处理 {taken} 笔，重复 {known} 笔，不能处理 {faults} 行', { taken: send.data.taken, known: send.data.known, faults: send.data.faults })}
        </p>
      )}
      <FailureLine error={send.error} otherwise={t('没有办成，请重试。')} />
    </section>
  )
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

function Files({ of }: { readonly of: BatchDetail }) {
  const t = useText()
  if (of.files.length === 0) return null
  return (
    <section className="panel">
      <header>
        <h2>{t('文件记录')}</h2>
      </header>
      <ul>
        {of.files.map((file) => (
          <li key={file.file}>
            {t(file.direction === 'out' ? '送出' : '收回')} {file.name} · {file.lines} {t('笔')} · <Yuan fen={file.total_fen} /> · {file.officer_name} ·{' '}
            {file.known_at}
            <br />
            <small className="quiet">SHA-256 {file.sha256}</small>
            {file.faults.length > 0 && (
              <ul>
                {file.faults.map(({ line, why }) => (
                  <li key={line} className="negative">
                    {t('第 {n} 行', { n: line })}：{why}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Payments({ of }: { readonly of: BatchDetail }) {
  const t = useText()
  return (
    <section className="panel">
      <header>
        <h2>{t('逐笔款项')}</h2>
        <a className="download" href={`/api/payment-batches/${of.number}/items.xlsx`} download>
          {t('导出 Excel')}
        </a>
      </header>
      <Table<BatchPayment>
        size="small"
        rowKey="item"
        dataSource={[...of.payments]}
        scroll={{ x: 'max-content' }}
        columns={[
          textColumn(t, '付款编号', ({ item_key }) => item_key),
          textColumn(t, '收款方', ({ payee_name }) => payee_name),
          textColumn(t, '事项', ({ title, repays }) => (repays ? `${title}（${t('退票重付')}）` : title)),
          textColumn(t, '账号', ({ bank, account }) => `${bank} ${account}`),
          yuanColumn(t, '金额', ({ amount_fen }) => amount_fen),
          textColumn(t, '结果', ({ outcome_name, happened_on, reason }) => [t(outcome_name), happened_on, reason].filter(Boolean).join(' · ')),
          textColumn(t, '记账', ({ postings }) => postings.map(({ name, fact }) => `${t(name)} ${fact}`).join('；')),
        ]}
      />
    </section>
  )
}
