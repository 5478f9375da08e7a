// The lines of a run: what was examined, what the specification says, what came; failures first, in full sentences.
import { useQuery } from '@tanstack/react-query'
import type { ColumnsType } from 'antd/es/table'
import type { ConformanceLine } from '../../api/conformance-types.js'
import { conformanceLinesQuery } from '../../api/hospital-queries.js'
import { type Text, useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { AddressChoice } from '../../session/address-choice.js'
import { askedOf, ExcelLink, ListSection, pageOf, sorted } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { TitledFacts } from '../../session/titled-facts.js'
import { CHANGES, VERDICTS } from './words.js'

export function RunLines({ run, first }: { readonly run: string; readonly first: string | undefined }) {
  const t = useText()
  const address = useAddress()
  // Where something fails the failures are shown until something else is asked for.
  const verdict = address.of('verdict') ?? first ?? 'all'
  const asked = { ...askedOf(address, ['infno', 'change', 'q', 'sort']), ...(verdict === 'all' ? {} : { verdict }) }
  const answer = useQuery(conformanceLinesQuery(run, { ...asked, ...pageOf(address) }))
  const choice: Address = {
    ...address,
    of: (name) => (name === 'verdict' ? (verdict === 'all' ? undefined : verdict) : address.of(name)),
    change: (next) => address.change('verdict' in next ? { verdict: next['verdict'] ?? 'all' } : next),
  }
  return (
    <>
      <search className="filters">
        <AddressChoice address={choice} name="verdict" label={t('结论')} of={VERDICTS} width={130} />
        <AddressChoice address={address} name="change" label={t('与上次相比')} of={CHANGES} width={160} />
        <SearchBox address={address} name="infno" label={t('交易编号')} />
        <SearchBox address={address} label={t('考察内容、规范或答复')} />
        <ExcelLink path={`/api/conformance-runs/${run}/lines.xlsx`} query={asked} />
      </search>
      <ListSection<ConformanceLine>
        of={answer}
        address={address}
        rowKey={(row) => `${row.infno} ${row.what}`}
        empty={t('没有符合条件的考察项')}
        columns={columns(t, address)}
        expandable={{ expandedRowRender: (row) => <Line of={row} /> }}
      />
    </>
  )
}

function columns(t: Text, address: Address): ColumnsType<ConformanceLine> {
  return [
    { ...sorted<ConformanceLine>(address, 'infno'), title: t('交易'), render: (_, row) => `${row.infno} ${row.label}` },
    { ...sorted<ConformanceLine>(address, 'verdict'), title: t('结论'), render: (_, row) => <VerdictMark of={row.verdict} t={t} /> },
    { key: 'before', title: t('上次'), render: (_, row) => (row.verdict_before === null ? '—' : <VerdictMark of={row.verdict_before} t={t} quiet />) },
    { key: 'what', title: t('考察'), render: (_, row) => <span className="reason">{row.what}</span> },
    { key: 'says', title: t('规范'), render: (_, row) => <span className="reason">{row.says}</span> },
    { key: 'came', title: t('答复'), render: (_, row) => <span className="reason">{row.verdict === 'pass' ? '' : row.came}</span> },
    {
      ...sorted<ConformanceLine>(address, 'fails'),
      title: t('符合/次数'),
      align: 'right',
      className: 'num',
      render: (_, row) => `${row.passes}/${row.passes + row.fails}`,
    },
  ]
}

function VerdictMark({ of, t, quiet = false }: { readonly of: string; readonly t: Text; readonly quiet?: boolean }) {
  return <span className={quiet ? 'quiet' : `verdict ${of}`}>{t(VERDICTS.get(of) ?? of)}</span>
}

function Line({ of }: { readonly of: ConformanceLine }) {
  const t = useText()
  return (
    <TitledFacts
      of={[
        [t('出处'), of.section],
        [t('发送'), <code key="asked">{of.asked || '—'}</code>],
        [t('答复'), <code key="came">{of.came || '—'}</code>],
      ]}
    />
  )
}
