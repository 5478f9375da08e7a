// What the hospital asked, and what of it is in scope: the head of the ladder, on the same scale as its rungs.
import type { Laddered } from '../../api/settlement-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'

interface Part {
  readonly name: string
  readonly label: string
  readonly why: string
  readonly fen: number
}

function partsOf({ split }: Laddered): readonly Part[] {
  return [
    { name: 'scope', label: '范围内费用', why: '进入下面逐层支付', fen: split.in_scope_fen },
    { name: 'item', label: '先行自付', why: '乙类项目，个人先付一部分', fen: split.item_pre_self_pay_fen },
    { name: 'offsite', label: '异地先行自付', why: '异地就医，个人先付一部分', fen: split.offsite_pre_self_pay_fen },
    { name: 'above', label: '超限价', why: '高于支付标准或限价的部分', fen: split.above_standard_fen },
    { name: 'out', label: '目录外', why: '丙类或不符合限定支付范围', fen: split.out_of_catalogue_fen },
  ]
}

export function AskedBar({ of }: { readonly of: Laddered }) {
  const t = useText()
  const total = Math.max(1, Math.abs(of.split.total_fen))
  const parts = partsOf(of)
  return (
    <div className="asked">
      <h3 className="asked-name">
        {t('医院收费')}
        <Yuan fen={of.split.total_fen} strong />
      </h3>
      <div className="asked-bar" aria-hidden="true">
        {parts
          .filter((part) => part.fen !== 0)
          .map((part) => (
            <i key={part.name} className={`part-${part.name}`} style={{ width: `${(Math.abs(part.fen) / total) * 100}%` }} />
          ))}
      </div>
      <dl className="asked-parts">
        {parts.map((part) => (
          <div key={part.name} className={part.fen === 0 ? 'none' : undefined}>
            <dt>
              <i className={`swatch part-${part.name}`} aria-hidden="true" />
              {t(part.label)}
              <small>{t(part.why)}</small>
            </dt>
            <dd>
              <Yuan fen={part.fen} strong={part.name === 'scope'} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
