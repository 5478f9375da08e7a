// One bill, explained: what was asked, what is in scope, the ladder, the year's accumulators, why not more, lines, entries.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { statementQuery } from '../../api/queries.js'
import { RequestFailed } from '../../api/request.js'
import type { Statement } from '../../api/settlement-types.js'
import { useText } from '../../language/language.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/bill.css'
import '../../style/bill-tables.css'
import '../../style/bill-print.css'
import { AskedBar } from './asked-bar.js'
import { BillDifferences, useBillDifferences } from './bill-differences.js'
import { BillHead } from './bill-head.js'
import { Counters } from './counters.js'
import { Ladder } from './ladder.js'
import { Lines } from './lines.js'
import { Memo } from './memo.js'

export function BillPage() {
  const { psnNo = '', settlement = '' } = useParams()
  return (
    <Guarded permission="settlement.see">
      <Question psnNo={psnNo} settlement={settlement} />
    </Guarded>
  )
}

function Question({ psnNo, settlement }: { readonly psnNo: string; readonly settlement: string }) {
  const answer = useQuery(statementQuery(psnNo, settlement))
  const { error } = answer
  if (error instanceof RequestFailed && error.failure.code === 'elsewhere') return <Elsewhere psnNo={psnNo} sentence={error.failure.sentence} />
  return (
    <Answer of={answer} rows={12}>
      {(statement) => <Bill of={statement} />}
    </Answer>
  )
}

/** The person's page takes the reason for looking; afterwards the bill opens. */
function Elsewhere({ psnNo, sentence }: { readonly psnNo: string; readonly sentence: string }) {
  const t = useText()
  return (
    <Empty title={t('这位参保人在其他区域参保')}>
      <p>{sentence}</p>
      <p>
        <Link to={`/persons/${psnNo}`}>{t('申请临时查看')}</Link>
      </p>
    </Empty>
  )
}

function Bill({ of }: { readonly of: Statement }) {
  const t = useText()
  const differences = useBillDifferences(of)
  return (
    <article className={`bill standing-${of.standing}`}>
      <BillHead of={of} />
      <Part title={t('钱怎么付的')} note={t('从上到下逐层支付；每条横条的全长是医院收费')}>
        <AskedBar of={of} />
        <Ladder of={of} />
      </Part>
      {of.why_not_more.length > 0 && (
        <Part title={t('为什么不能付得更多')}>
          <ul className="why">
            {of.why_not_more.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Part>
      )}
      {differences.length > 0 && (
        <Part title={t('结算之后的差额')} note={t('规则、身份或参保对已过日期改变后重算；上面的金额仍是当时的结算')}>
          <BillDifferences of={differences} />
        </Part>
      )}
      <Part title={t('{year} 年度累计', { year: of.benefit_year })} note={t('本次前后')}>
        <Counters of={of} />
      </Part>
      <Part title={t('费用明细')} note={t('共 {n} 行', { n: of.lines.length })} breaks>
        <Lines of={of.lines} />
      </Part>
      <Part title={t('记账')} note={t('结算即记应计分录，付款时才动用银行存款')}>
        <Memo of={of} />
      </Part>
      <Rules of={of} />
    </article>
  )
}

function Part({
  title,
  note,
  breaks = false,
  children,
}: {
  readonly title: string
  readonly note?: string
  readonly breaks?: boolean
  readonly children: ReactNode
}) {
  return (
    <section className={breaks ? 'bill-part breaks' : 'bill-part'}>
      <header>
        <h2>{title}</h2>
        {note !== undefined && <span className="quiet">{note}</span>}
      </header>
      {children}
    </section>
  )
}

const REPLAY = {
  same: '已用同一规则从凭据重算，与当时结算逐项一致。',
  differs: '用同一规则重算的结果与当时不一致：以上金额以当时结算为准，请联系系统管理员核查。',
  not_possible: '这张单没有重算；条款取自结算时的记录。',
} as const

function Rules({ of }: { readonly of: Statement }) {
  const t = useText()
  return (
    <footer className="bill-foot">
      <p>
        {t('本单按 {day} 起施行的规则结算', { day: of.rules.in_force })} · {t('规则')} <code title={of.rules.hash}>{of.rules.hash.slice(0, 12)}</code> ·{' '}
        {t('引擎')} {of.rules.engine}
      </p>
      <p>{t(REPLAY[of.rules.replay])}</p>
      {of.rules.documents.length > 0 && <p>{of.rules.documents.map((document) => document.document).join('、')}</p>}
    </footer>
  )
}
