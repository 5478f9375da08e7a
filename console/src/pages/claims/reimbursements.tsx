// 手工报销: bills that persons claim back, the form of the counter, and one claim with its lines, reviews, settlement and payment.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Reimbursement, ReimbursementDetail } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { Guarded } from '../../shell/guarded.js'
import { PrintButton } from '../../shell/print-button.js'
import { Answer } from '../../shell/states.js'
import { AskDialog, type AskedField } from '../payment/desk/ask-dialog.js'
import { Facts, sortedColumn, sortedYuan, textColumn, yuanColumn } from '../payment/desk/columns.js'
import { DecidedSteps } from '../payment/desk/decided.js'
import { DeskList } from '../payment/desk/desk-list.js'
import '../../style/pages.css'

const STAGES = {
  begun: '已受理',
  first_reviewed: '已初审',
  settled: '已结算',
  refused: '不予报销',
  cancel_asked: '已提出撤销',
  cancelled: '已撤销',
  cancel_dropped: '维持结算',
}

export function ReimbursementsPage() {
  const t = useText()
  const address = useAddress()
  const [taking, take] = useState(false)
  return (
    <Guarded permission="claim.handle">
      <div className="page-head">
        <h1>{t('手工报销')}</h1>
        <p>{t('未能直接结算的费用：窗口受理，初审、复审由不同人员办理，按同一待遇政策结算，批量支付到本人账户。')}</p>
      </div>
      <DeskList<Reimbursement>
        path="/api/reimbursements"
        sorted
        keyOf={({ number }) => number}
        search="人员编号、机构或票据号"
        stages={STAGES}
        excel="/api/reimbursements.xlsx"
        empty="没有手工报销"
        acts={
          <AllowedButton permission="claim.handle" who={t('待遇经办岗')} type="primary" onClick={() => take(true)}>
            {t('受理报销')}
          </AllowedButton>
        }
        columns={[
          sortedColumn(t, address, 'number', '编号', ({ number }) => number),
          textColumn(t, '参保人', ({ person_name, psn_no }) => `${person_name} ${psn_no}`),
          sortedColumn(t, address, 'provider_name', '机构', ({ provider_name }) => provider_name),
          textColumn(t, '医疗类别', ({ med_type_name }) => med_type_name),
          sortedColumn(t, address, 'begins', '就诊日期', ({ begins, ends }) => (begins === ends ? begins : `${begins} — ${ends}`)),
          sortedYuan(t, address, 'total_fen', '总费用', ({ total_fen }) => total_fen),
          sortedYuan(t, address, 'fund_fen', '基金支付', ({ fund_fen }) => fund_fen),
          textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
          textColumn(t, '支付', ({ payment }) => t(payment)),
        ]}
        detail={{ title: (number) => `${t('手工报销')} ${number}`, show: (number) => <OneClaim key={number} number={number} /> }}
      />
      {taking && <TakeClaim close={() => take(false)} opened={(number) => address.change({ open: number })} />}
    </Guarded>
  )
}

const FIELDS: readonly AskedField[] = [
  { name: 'psn_no', label: '人员编号', kind: 'text' },
  {
    name: 'scheme',
    label: '险种',
    kind: 'choice',
    options: [
      { value: 'resident', label: '居民医保' },
      { value: 'employee', label: '职工医保' },
    ],
  },
  { name: 'provider', label: '机构编码', kind: 'text' },
  { name: 'med_type', label: '医疗类别编码', kind: 'text', hint: '如 21 普通住院、11 普通门诊' },
  { name: 'begins', label: '就诊开始', kind: 'date' },
  { name: 'ends', label: '就诊结束', kind: 'date' },
  { name: 'invoice', label: '票据号', kind: 'text' },
  { name: 'diagnosis', label: '主要诊断编码', kind: 'text', optional: true },
  { name: 'reason', label: '未直接结算的原因', kind: 'text' },
  { name: 'papers', label: '收到的材料', kind: 'text' },
  { name: 'lines', label: '费用明细', kind: 'sheet', hint: '每行一项：目录编码、日期、数量、单价、金额，可从表格复制' },
]

function TakeClaim({ close, opened }: { readonly close: () => void; readonly opened: (number: string) => void }) {
  const t = useText()
  return (
    <AskDialog
      title={t('受理报销')}
      path="/api/reimbursements"
      initial={{ scheme: 'resident', med_type: '21' }}
      fields={FIELDS}
      shape={({ lines, ...typed }) => ({ ...typed, lines: linesOf(String(lines)) })}
      close={close}
      done={({ number }) => number !== undefined && opened(number)}
    />
  )
}

/** A line of a spreadsheet or a list: code, day, quantity, price, amount in yuan. */
function linesOf(text: string): readonly unknown[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/[\t,，\s]+/))
    .filter((words) => words.length > 1)
    .map(([code, day, quantity, price, yuan]) => ({ code, day, quantity, price, amount_fen: Math.round(Number(yuan) * 100) }))
}

function OneClaim({ number }: { readonly number: string }) {
  const t = useText()
  const answer = useQuery(one<ReimbursementDetail>(`/api/reimbursements/${number}`))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('参保人'), `${of.person_name} ${of.psn_no}`],
              [t('险种'), t(of.scheme_name)],
              [t('机构'), `${of.provider_name} ${of.provider}`],
              [t('医疗类别'), of.med_type_name],
              [t('就诊日期'), `${of.begins} — ${of.ends}`],
              [t('票据号'), of.invoice],
              [t('未直接结算的原因'), of.reason],
              [t('收到的材料'), of.papers],
              [t('总费用'), <Yuan key="total" fen={of.total_fen} strong />],
              [t('基金支付'), of.fund_fen === null ? '—' : <Yuan key="fund" fen={of.fund_fen} strong />],
              [
                t('结算单'),
                of.settlement === null ? (
                  '—'
                ) : (
                  <Link key="bill" to={`/settlements/${of.psn_no}/${of.settlement}`}>
                    {of.settlement}
                  </Link>
                ),
              ],
              [t('收款账户'), of.account ?? t('还没有生效的账户')],
              [t('支付'), of.payment === '' ? '—' : t(of.payment)],
              ...of.recoveries.map(
                ({ number: recovery, amount_fen, open_fen, due_on }) =>
                  [
                    t('应追回款'),
                    <span key={recovery}>
                      {recovery} · <Yuan fen={amount_fen} /> · {t('未收回')} <Yuan fen={open_fen} /> · {t('到期日')} {due_on}
                    </span>,
                  ] as const,
              ),
            ]}
          />
          <PrintButton />
          <section className="panel">
            <header>
              <h2>{t('费用明细')}</h2>
            </header>
            <Table<ReimbursementDetail['lines'][number]>
              size="small"
              rowKey={(line) => `${line.code} ${line.day} ${line.amount_fen}`}
              pagination={of.lines.length > 20 ? { pageSize: 20 } : false}
              dataSource={[...of.lines]}
              columns={[
                textColumn(t, '目录编码', ({ code }) => code),
                textColumn(t, '名称', ({ name }) => t(name)),
                textColumn(t, '日期', ({ day }) => day),
                textColumn(t, '数量', ({ quantity }) => quantity),
                textColumn(t, '单价', ({ price }) => price),
                yuanColumn(t, '金额', ({ amount_fen }) => amount_fen),
              ]}
            />
          </section>
          <DecidedSteps of={of} path={`/api/reimbursements/${number}`} />
        </>
      )}
    </Answer>
  )
}
