// A section of a document: its words on the left, the figures it sets on the right.
import { Link } from 'react-router'
import type { DocumentPart, LiveFigure } from '../../api/policy-types.js'
import { useText } from '../../language/language.js'
import { schemeName } from '../enrolment/words.js'
import { StandingMark } from './marks.js'
import { RuleTableOf, Sentences } from './rule-table.js'

export function Part({ of, day }: { readonly of: DocumentPart; readonly day: string | undefined }) {
  const t = useText()
  return (
    <section className="part">
      <div className="part-words">
        <h2>{of.heading}</h2>
        <Words of={of.text} />
      </div>
      <div className="part-figures">
        {of.figures.length === 0 ? (
          <p className="quiet">{t('这一节没有可计算的规则')}</p>
        ) : (
          of.figures.map((figure) => <Figure key={`${figure.key} ${figure.line}`} of={figure} day={day} />)
        )}
      </div>
    </section>
  )
}

/** Paragraphs and lists as they stand; nothing of the text is read as markup of a page. */
function Words({ of }: { readonly of: string }) {
  const lines = of.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, index) => {
    const item = /^[-*] (.*)/.exec(line)
    return (
      <p key={`${index.toString()} ${line}`} className={item === null ? undefined : 'item'}>
        {item?.[1] ?? line}
      </p>
    )
  })
}

function Figure({ of, day }: { readonly of: LiveFigure; readonly day: string | undefined }) {
  const t = useText()
  return (
    <div className={`live-figure standing-${of.standing}`}>
      <p className="figure-head">
        <strong>{of.key_name}</strong>
        <StandingMark of={of} />
        {of.certainty !== 'official' && <span className="certainty">{t(of.certainty_name)}</span>}
      </p>
      {of.table === null ? <Sentences of={of.sentences} /> : <RuleTableOf of={of.table} name={of.key_name} />}
      <p className="figure-facts">
        <span className="num">{of.until === null ? t('{day} 起', { day: of.in_force }) : t('{from} 至 {until}', { from: of.in_force, until: of.until })}</span>
        <span>{of.schemes.map((scheme) => t(schemeName(scheme))).join('、')}</span>
        <code title={t('第 {n} 行', { n: of.line })}>{of.key}</code>
      </p>
      {of.reading !== null && <p className="figure-facts">{t('我们的理解：{reading}', { reading: of.reading })}</p>}
      <Holding of={of} />
      <Replaced of={of} day={day} />
    </div>
  )
}

function Holding({ of }: { readonly of: LiveFigure }) {
  const t = useText()
  if (of.holds_in.length === 0) return null
  const places = of.holds_in.map((place) => `${place.area_name}${t(place.scheme_name)}`)
  const [first, ...rest] = places
  if (rest.length < 4) return <p className="figure-facts">{t('现行于：{places}', { places: places.join('、') })}</p>
  return (
    <details className="figure-facts">
      <summary>{t('现行于 {first}等 {n} 处', { first: first ?? '', n: places.length })}</summary>
      {places.join('、')}
    </details>
  )
}

/** Places that one section replaces alike stand on one line. */
function Replaced({ of, day }: { readonly of: LiveFigure; readonly day: string | undefined }) {
  const t = useText()
  const names = [...new Set(of.replaced_by.map((place) => `${place.document} ${place.article}`))]
  return names.map((name) => {
    const places = of.replaced_by.filter((place) => `${place.document} ${place.article}` === name)
    const hash = places[0]?.hash ?? null
    const said = places.map((place) => `${place.area_name}${t(place.scheme_name)}`).join('、')
    return (
      <p key={name} className="figure-facts">
        {t('在{places}被替代：', { places: said })}
        {hash === null ? name : <Link to={`/policy/documents/${hash}${day === undefined ? '' : `?day=${day}`}`}>{name}</Link>}
      </p>
    )
  })
}
