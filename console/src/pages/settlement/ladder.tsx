// The ladder: rung by rung in the order of the policy, who pays, what went in, the rule and its article, what came out, what is left.
import type { ReactNode } from 'react'
import type { Article, Laddered, Rung } from '../../api/settlement-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { Articles } from './article.js'
import { type LadderSpans, ladderSpans, type RungSpans, type Span } from './geometry.js'

export function Ladder({ of }: { readonly of: Laddered }) {
  const t = useText()
  const spans = ladderSpans(of)
  return (
    <div className="ladder">
      <div className="rung rung-head" aria-hidden="true">
        <span />
        <span />
        <span>{t('进入')}</span>
        <span>{t('支付')}</span>
        <span>{t('剩余')}</span>
      </div>
      <ol>
        <Deductible of={of} spans={spans} />
        {of.layers.map((layer, index) => (
          <LayerRung key={layer.ordinal} rung={layer} spans={spans.layers[index]} scope={spans.inScope} />
        ))}
        <PersonRungs of={of} spans={spans} />
      </ol>
    </div>
  )
}

interface RowProps {
  readonly tone: string
  readonly payer: string
  readonly name: string
  readonly bar: ReactNode
  readonly input?: number
  readonly paid?: number | undefined
  readonly left?: number
  readonly children?: ReactNode
}

function Row({ tone, payer, name, bar, input, paid, left, children }: RowProps) {
  const t = useText()
  return (
    <li className={`rung tone-${tone}`}>
      <h3>
        <span className="rung-name">{name}</span>
        <span className="rung-payer">{payer}</span>
      </h3>
      <div className="rung-body">
        <div className="track">{bar}</div>
        {children}
      </div>
      <Figure label={t('进入')} fen={input} kind="in" />
      <Figure label={t('支付')} fen={paid} kind="paid" />
      <Figure label={t('剩余')} fen={left} kind="left" />
    </li>
  )
}

function Figure({ label, fen, kind }: { readonly label: string; readonly fen: number | undefined; readonly kind: string }) {
  return (
    <div className={`figure figure-${kind}${fen === undefined ? ' blank' : ''}`}>
      {fen !== undefined && (
        <>
          <span className="figure-label">{label}</span>
          <Yuan fen={fen} strong={kind === 'paid'} />
        </>
      )}
    </div>
  )
}

function Piece({ span, kind }: { readonly span: Span; readonly kind: string }) {
  return span.width <= 0 ? null : <i className={`piece ${kind}`} style={{ left: `${span.from}%`, width: `${span.width}%` }} aria-hidden="true" />
}

function ScopeEdge({ at }: { readonly at: number }) {
  return <i className="scope-edge" style={{ left: `${at}%` }} aria-hidden="true" />
}

function Rule({ sentence, articles, bound }: { readonly sentence: string | null; readonly articles: readonly Article[]; readonly bound?: string | null }) {
  return (
    <p className="rule">
      {sentence}
      {bound !== null && bound !== undefined && <span className="bound">{bound}</span>}
      <Articles of={articles} />
    </p>
  )
}

function Deductible({ of, spans }: { readonly of: Laddered; readonly spans: LadderSpans }) {
  const t = useText()
  const bar = (
    <>
      <Piece span={{ from: 0, width: spans.inScope }} kind="open" />
      <Piece span={spans.deductible} kind="deducted" />
      <ScopeEdge at={spans.inScope} />
    </>
  )
  return (
    <Row tone="deductible" payer={t('个人先付')} name={t('起付线')} bar={bar} input={of.split.in_scope_fen} paid={of.deductible.charged_fen}>
      <Rule sentence={of.deductible.rule ?? t('本次应付起付线见右；以下各层从范围内费用起算。')} articles={of.deductible.articles} />
    </Row>
  )
}

/** Every layer keeps its colour wherever it appears. */
const TONES = ['basic', 'large', 'major', 'assistance', 'assistance_tilt', 'civil_servant', 'hospital']

function LayerRung({ rung, spans, scope }: { readonly rung: Rung; readonly spans: RungSpans | undefined; readonly scope: number }) {
  const t = useText()
  const bar = spans !== undefined && (
    <>
      <Piece span={spans.open} kind="open" />
      <Piece span={spans.paid} kind="paid" />
      <ScopeEdge at={scope} />
    </>
  )
  return (
    <Row
      tone={TONES.includes(rung.layer) ? rung.layer : 'supplement'}
      payer={t(rung.payer_name)}
      name={t(rung.layer_name)}
      bar={bar}
      input={rung.input_fen}
      paid={rung.paid_fen}
      left={rung.left_fen}
    >
      <Rule sentence={rung.rule} articles={rung.articles} bound={rung.bound_sentence} />
    </Row>
  )
}

function PersonRungs({ of, spans }: { readonly of: Laddered; readonly spans: LadderSpans }) {
  const t = useText()
  return (
    <>
      {of.account.paid_fen !== 0 && (
        <Row tone="account" payer={t('本人和家庭')} name={t('个人账户')} bar={<Piece span={spans.account} kind="paid" />} paid={of.account.paid_fen}>
          {of.account.family_fen !== 0 && (
            <p className="rule">
              {t('其中本人账户')} <Yuan fen={of.account.own_fen} />，{t('家庭共济')} <Yuan fen={of.account.family_fen} />
            </p>
          )}
        </Row>
      )}
      <Row tone="cash" payer={t('本人')} name={t('现金')} bar={<Piece span={spans.cash} kind="paid" />} paid={of.cash_fen}>
        <p className="rule">{t('各方支付后由本人现金支付：范围内剩余的部分，加上先行自付、超限价和目录外费用。')}</p>
      </Row>
    </>
  )
}
