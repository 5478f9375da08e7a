// What a prepared import would change, item by item, beside the catalogue as it stands.
import { useQuery } from '@tanstack/react-query'
import { draftChangesQuery } from '../../api/hospital-queries.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { askedOf, ExcelLink, pageOf } from '../../session/list-section.js'
import { SearchFilter } from '../../session/search-filter.js'
import { Answer } from '../../shell/states.js'
import { CountedChoice } from './counted-choice.js'
import { DifferenceTable } from './difference-table.js'
import { CHANGES, KINDS } from './words.js'

export function DraftChanges({ draft }: { readonly draft: string }) {
  const t = useText()
  const address = useAddress()
  const asked = askedOf(address, ['change', 'kind', 'q'])
  const answer = useQuery(draftChangesQuery(draft, { ...asked, ...pageOf(address) }))
  return (
    <section>
      <h2>{t('入库后与现行目录的差异')}</h2>
      <search className="filters">
        <CountedChoice label={t('变化')} name="change" words={CHANGES} address={address} counts={answer.data?.counts} />
        <CountedChoice label={t('目录种类')} name="kind" words={KINDS} address={address} />
        <SearchFilter address={address} label={t('编码或名称')} width={200} />
        <ExcelLink path={`/api/catalogue/drafts/${draft}/changes.xlsx`} query={asked} />
      </search>
      <Answer of={answer}>{(page) => <DifferenceTable page={page} asking={answer.isFetching} address={address} />}</Answer>
    </section>
  )
}
