// What a recomputation found, when it has just ended.
import { Link } from 'react-router'
import type { Job } from '../../api/job-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'

export function Recomputed({ result }: { readonly result: NonNullable<Job['result']> }) {
  const t = useText()
  const number = (name: string) => Number(result[name] ?? 0)
  const left = (result['not_possible_bills'] ?? []) as readonly { readonly settlement: string; readonly sentence: string }[]
  return (
    <>
      <p>
        {t('重算完成：涉及 {persons} 人、{bills} 张结算单，差额 {differences} 条。', {
          persons: number('persons'),
          bills: number('bills'),
          differences: number('differences'),
        })}{' '}
        {t('应补付个人')} <Yuan fen={number('owed_to_persons_fen')} strong />，{t('个人应退回')} <Yuan fen={number('owed_by_persons_fen')} strong />。{' '}
        <Link to={`/differences?change=${String(result['change'])}`}>{t('查看差额')}</Link>
      </p>
      {number('not_possible') > 0 && <p>{t('有 {n} 人不能重算，须人工核对：', { n: number('not_possible') })}</p>}
      <ul>
        {left.map(({ settlement, sentence }) => (
          <li key={settlement}>
            <span className="num">{settlement}</span> {sentence}
          </li>
        ))}
      </ul>
      {typeof result['note'] === 'string' && result['note'] !== '' && <p className="quiet">{result['note']}</p>}
    </>
  )
}
