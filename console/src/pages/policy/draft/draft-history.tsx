// What was done with a draft, its revisions, and two of them side by side.
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Draft, DraftStep } from '../../../api/draft-types.js'
import { revisionQuery } from '../../../api/policy-queries.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { Answer } from '../../../shell/states.js'
import { OneOf } from '../choices.js'
import { TextDiff } from './text-diff.js'

const DEEDS: Readonly<Record<string, string>> = {
  checked: '标为已检查',
  trial_attached: '附上测算',
  reviewed: '复核通过',
  returned: '退回',
  approved: '审批通过',
  withdrawn: '撤回',
  published: '发布',
}

export function DraftHistory({ of }: { readonly of: Draft }) {
  const t = useText()
  const events = [
    ...of.revisions.map((one) => ({ at: one.written_at, key: `r${one.revision}`, node: <Revision of={one} /> })),
    ...of.steps.map((step) => ({ at: step.at, key: `s${step.step}`, node: <Step of={step} /> })),
  ].sort((one, other) => (one.at < other.at ? -1 : 1))
  return (
    <div className="stack">
      <section>
        <h2>{t('经过')}</h2>
        <ol className="deeds-done">
          {events.map(({ key, at, node }) => (
            <li key={key}>
              <time className="num quiet">{at.slice(0, 16)}</time>
              {node}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{t('比较两稿')}</h2>
        <TwoRevisions of={of} />
      </section>
    </div>
  )
}

function Revision({ of }: { readonly of: Draft['revisions'][number] }) {
  const t = useText()
  return (
    <span>
      {t('{name}保存第 {n} 稿', { name: of.written_by, n: of.revision })}
      {of.faults > 0 && <span className="negative"> {t('{n} 处问题', { n: of.faults })}</span>}
    </span>
  )
}

function Step({ of }: { readonly of: DraftStep }) {
  const t = useText()
  return (
    <span>
      <strong>{t(DEEDS[of.kind] ?? of.kind)}</strong> · {of.officer} · {t('第 {n} 稿', { n: of.revision })}
      {of.trial !== null && (
        <>
          {' · '}
          <Link to={`/trials/${of.trial}`}>{t('第 {n} 号测算', { n: of.trial })}</Link>
        </>
      )}
      {of.document_number !== null && of.document_hash !== null && (
        <>
          {' · '}
          <Link to={`/policy/documents/${of.document_hash}`}>{of.document_number}</Link>
          {of.in_force !== null && ` · ${t('{day} 起', { day: of.in_force })}`}
        </>
      )}
      {of.remark !== '' && <q>{of.remark}</q>}
    </span>
  )
}

function TwoRevisions({ of }: { readonly of: Draft }) {
  const t = useText()
  const address = useAddress()
  const known = (text: string | undefined, otherwise: number) => of.revisions.find(({ revision }) => String(revision) === text)?.revision ?? otherwise
  const [older, newer] = [known(address.of('older'), Math.max(of.revision - 1, 1)), known(address.of('newer'), of.revision)]
  const [left, right] = [useQuery(revisionQuery(of.draft, older)), useQuery(revisionQuery(of.draft, newer))]
  if (of.revisions.length < 2) return <p className="quiet">{t('只有一稿，没有可比较的')}</p>
  const choices = of.revisions.map(({ revision, written_by }) => ({ value: String(revision), label: `${t('第 {n} 稿', { n: revision })} · ${written_by}` }))
  return (
    <>
      <div className="filters no-print">
        <OneOf address={address} name="older" label={t('左边')} choices={choices} otherwise={String(older)} />
        <OneOf address={address} name="newer" label={t('右边')} choices={choices} otherwise={String(newer)} />
      </div>
      <Answer of={left}>
        {(one) => (
          <Answer of={right}>
            {(other) => (
              <TextDiff
                left={{ name: t('第 {n} 稿', { n: one.revision }), text: one.text }}
                right={{ name: t('第 {n} 稿', { n: other.revision }), text: other.text }}
              />
            )}
          </Answer>
        )}
      </Answer>
    </>
  )
}
