// Premiums asked to be let off: by which document, how much, who asked, and what another officer may decide.
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { waiverQuery } from '../../api/book-desk-queries.js'
import type { Waiver } from '../../api/book-desk-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { Facts } from '../payment/desk/columns.js'
import type { StepAsked } from '../pooling/step-form.js'
import { DeskPanel } from './desk-panel.js'

const STEPS: readonly StepAsked[] = [
  { kind: 'approved', label: '批准并记账', final: '批准后减免记入账簿，不能撤回。确定批准？' },
  { kind: 'returned', label: '不予通过', asks: { name: 'remark', label: '理由', kind: 'text' } },
]

export function WaiverPage() {
  const { waiver = '' } = useParams()
  const answer = useQuery(waiverQuery(waiver))
  return <Guarded permission="book.see">{<Answer of={answer}>{(of) => <Shown of={of} />}</Answer>}</Guarded>
}

function Shown({ of }: { readonly of: Waiver }) {
  const t = useText()
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{t('减免登记：{document}', { document: of.document })}</h1>
        <p>
          {of.unit_name} · {of.month} · {t(of.stage_name)}
        </p>
      </div>
      <Facts
        of={[
          [t('发文地区'), of.authority_name],
          [t('发文日期'), of.document_day],
          [t('缴费人'), t(of.payer_name)],
          [t('人数'), of.heads],
          [t('统筹部分'), <Yuan key="pool" fen={of.pool_fen} strong />],
          [t('个人账户部分'), <Yuan key="account" fen={of.account_fen} />],
          [t('应收保险费'), of.assessed ? t('冲减已核定的应收') : t('没有核定过，不影响应收')],
        ]}
      />
      <DeskPanel of={of} steps={STEPS} path={`/api/waivers/${of.waiver}`} />
    </div>
  )
}
