// What a change of the past made of this bill since; shown on the bill's own page.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { differencesQuery } from '../../api/change-queries.js'
import type { Statement } from '../../api/settlement-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { stateName } from '../recompute/words.js'

export function useBillDifferences({ psn_no, settlement }: Statement) {
  return useQuery(differencesQuery({ psn_no, settlement, size: 20 })).data?.rows ?? []
}

export function BillDifferences({ of }: { readonly of: ReturnType<typeof useBillDifferences> }) {
  const t = useText()
  return (
    <ul className="bill-differences">
      {of.map((one) => (
        <li key={one.difference}>
          <Link to={`/differences/${one.difference}`}>
            {one.person_fen >= 0 ? t('应补付个人') : t('个人应退回')} <Yuan fen={Math.abs(one.person_fen)} strong />
          </Link>{' '}
          · {t(stateName(one.state))}
          <p className="quiet">{one.reason}</p>
        </li>
      ))}
    </ul>
  )
}
