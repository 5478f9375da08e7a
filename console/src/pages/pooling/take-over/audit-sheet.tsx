// 清查审计表: book, verified, difference; what is certified and where the area's rule puts it; confirmations of the three parties. Prints.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Table from 'antd/es/table'
import { useState } from 'react'
import { post } from '../../../api/request.js'
import { auditSheetQuery } from '../../../api/take-over-queries.js'
import type { AuditSheet, TakeOver } from '../../../api/take-over-types.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import { FormFailure } from '../../../session/form-failure.js'
import { PrintButton } from '../../../shell/print-button.js'
import { Answer, Empty } from '../../../shell/states.js'
import { type AuditItem, VerifyDialog } from './verify-figure.js'

export function AuditSheetTab({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const answer = useQuery(auditSheetQuery(of.takeover))
  return (
    <>
      <p className="filters no-print">
        <a className="download" href={`/api/takeovers/${of.takeover}/sheet.xlsx`} download>
          {t('导出 Excel')}
        </a>
        <PrintButton />
      </p>
      <Answer of={answer}>
        {(sheet) =>
          sheet.items.length === 0 ? (
            <Empty title={t('还没有导入基金余额；请在“数据文件”里导入。')} />
          ) : (
            <>
              <Items of={of} sheet={sheet} />
              <Certified sheet={sheet} />
              <Confirmations of={of} sheet={sheet} />
            </>
          )
        }
      </Answer>
    </>
  )
}

function Items({ of, sheet }: { readonly of: TakeOver; readonly sheet: AuditSheet }) {
  const t = useText()
  const [chosen, choose] = useState<AuditItem>()
  const money = (fen: number | null) => (fen === null ? <span className="quiet">{t('未核实')}</span> : <Yuan fen={fen} />)
  const may = sheet.may_confirm !== null && (of.stage === 'audit' || of.stage === 'data')
  return (
    <>
      <Table<AuditItem>
        size="small"
        scroll={{ x: 'max-content' }}
        rowKey="key"
        dataSource={sheet.items}
        pagination={false}
        columns={[
          { key: 'source', title: t('来源基金'), dataIndex: 'source' },
          { key: 'item', title: t('项目'), dataIndex: 'item' },
          { key: 'counterparty', title: t('往来单位'), render: (_, row) => row.counterparty || '—' },
          { key: 'book', title: t('账面数'), align: 'right', render: (_, row) => money(row.book_fen) },
          { key: 'verified', title: t('核实数'), align: 'right', render: (_, row) => money(row.verified_fen) },
          { key: 'difference', title: t('差额'), align: 'right', render: (_, row) => (row.difference_fen === null ? '—' : <Yuan fen={row.difference_fen} />) },
          { key: 'basis', title: t('依据'), render: (_, row) => row.basis || '—' },
          ...(may
            ? [
                {
                  key: 'act',
                  title: t('办理'),
                  render: (_: unknown, row: AuditItem) => (
                    <Button size="small" onClick={() => choose(row)}>
                      {t('登记核实数')}
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
      {chosen !== undefined && <VerifyDialog takeover={of.takeover} of={chosen} close={() => choose(undefined)} />}
    </>
  )
}

function Certified({ sheet }: { readonly sheet: AuditSheet }) {
  const t = useText()
  const rows: readonly (readonly [string, number])[] = [
    [t('现金净资产'), sheet.cash_fen],
    [t('其中：个人账户基金'), sheet.accounts_fen],
    [t('应收'), sheet.receivable_fen],
    [t('应付'), sheet.payable_fen],
    [t('核定结余（负数为缺口）'), sheet.certified_fen],
    [t('单列统筹前结余'), sheet.frozen_fen],
    [t('上解结余'), sheet.handed_up_fen],
    [t('县区政府承担的缺口'), sheet.gap_fen],
  ]
  return (
    <section className="panel">
      <header>
        <h2>{t('核定结果')}</h2>
      </header>
      {sheet.rule === null ? (
        <p className="negative">{sheet.rule_missing}</p>
      ) : (
        <p>
          {sheet.rule.text}（{sheet.rule.document} {sheet.rule.article}）
        </p>
      )}
      <table className="plain">
        <tbody>
          {rows.map(([name, fen]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">
                <Yuan fen={fen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sheet.mutual.map(({ from, to, claim_fen, debt_fen }) => (
        <p key={`${from} ${to}`}>
          {t('合并时抵销：{from}对{to}的往来', { from, to })} <Yuan fen={claim_fen} /> / <Yuan fen={debt_fen} />
        </p>
      ))}
      <ul>
        {sheet.faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
    </section>
  )
}

function Confirmations({ of, sheet }: { readonly of: TakeOver; readonly sheet: AuditSheet }) {
  const t = useText()
  const client = useQueryClient()
  const [document, setDocument] = useState('')
  const [remark, setRemark] = useState('')
  const confirm = useMutation({
    mutationFn: (agreed: boolean) =>
      post(`/api/takeovers/${of.takeover}/confirmations`, { sheet_hash: sheet.hash, agreed, document, ...(remark === '' ? {} : { remark }) }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section className="panel">
      <header>
        <h2>{t('三方确认')}</h2>
      </header>
      <ul>
        {sheet.confirmations.map((one) => (
          <li key={one.party}>
            <strong>{one.party_name}</strong>：
            {one.agreed === null ? t('还没有确认') : one.agreed ? (one.current ? t('同意') : t('同意后数字有变动，须重新确认')) : t('不同意')}
            {one.agreed !== null && `（${one.document} · ${one.officer_name}${one.remark === '' ? '' : ` · ${one.remark}`}）`}
          </li>
        ))}
      </ul>
      {sheet.may_confirm !== null && of.stage === 'audit' && (
        <div className="filters no-print">
          <div className="filter">
            <span id="confirm-document">{t('依据文号')}</span>
            <Input aria-labelledby="confirm-document" value={document} maxLength={100} onChange={(event) => setDocument(event.target.value)} />
          </div>
          <div className="filter">
            <span id="confirm-remark">{t('不同意的理由')}</span>
            <Input aria-labelledby="confirm-remark" value={remark} maxLength={200} onChange={(event) => setRemark(event.target.value)} />
          </div>
          <Button type="primary" loading={confirm.isPending} disabled={document.trim().length < 4} onClick={() => confirm.mutate(true)}>
            {t('代表{party}确认', { party: sheet.may_confirm })}
          </Button>
          <Button danger loading={confirm.isPending} disabled={document.trim().length < 4} onClick={() => confirm.mutate(false)}>
            {t('不同意')}
          </Button>
        </div>
      )}
      <FormFailure error={confirm.error} />
    </section>
  )
}
