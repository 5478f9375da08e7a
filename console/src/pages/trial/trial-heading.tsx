// Which trial it is, and what may be done with it: print, Excel, attach to its draft.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Tooltip from 'antd/es/tooltip'
import { Link } from 'react-router'
import { draftToTryQuery } from '../../api/change-queries.js'
import { post } from '../../api/request.js'
import type { DraftToTry, Trial, TrialHead } from '../../api/trial-types.js'
import { count } from '../../format/money.js'
import { type Text, useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { schemeName } from '../enrolment/words.js'

/** A draft that officers write has a number; a consultation draft has a path. */
const WRITTEN = /^\d+$/

export function TrialHeading({ of }: { readonly of: Trial }) {
  const t = useText()
  const scheme = of.scheme === null ? t('全部险种') : t(schemeName(of.scheme))
  const rules = of.rules_on === null ? t('按各单自己的日期') : t('按 {day} 的规则', { day: of.rules_on })
  return (
    <div className="page-head">
      <div>
        <h1>{t('测算：{name}', { name: of.draft_name })}</h1>
        <p>
          {populationText(of, t)} · {scheme} · {rules} · {of.officer} · <span className="num">{of.tried_at}</span>
        </p>
      </div>
      <div className="actions no-print">
        {WRITTEN.test(of.draft) && <Attach trial={of.trial} draft={of.draft} />}
        <a className="download" href={`/api/trials/${of.trial}/export.xlsx`} download>
          {t('导出 Excel')}
        </a>
        <button type="button" className="plain-button" onClick={() => window.print()}>
          {t('打印')}
        </button>
      </div>
    </div>
  )
}

/** Whose bills were settled. */
export function populationText({ population, people, seed, from, to }: TrialHead, t: Text): string {
  if (population === 'settled') return t('{from} 至 {to} 记账的结算单', { from, to })
  return t('合成城市 {people} 人（种子 {seed}），{from} 至 {to}', { people: count(people ?? 0), seed: String(seed ?? 0), from, to })
}

function Attach({ trial, draft }: { readonly trial: string; readonly draft: string }) {
  const t = useText()
  const known = useQuery(draftToTryQuery(draft))
  const client = useQueryClient()
  const attach = useMutation({
    mutationFn: ({ revision }: DraftToTry) => post(`/api/policy/drafts/${draft}/trial`, { revision, trial }),
    onSuccess: () => client.invalidateQueries({ queryKey: draftToTryQuery(draft).queryKey }),
  })
  const found = known.data
  if (found === undefined) return null
  const why = found.actions?.['attach_trial'] ?? null
  return (
    <>
      <FormFailure error={attach.error} />
      {attach.isSuccess ? (
        <span role="status">{t('已附到草案。')}</span>
      ) : (
        <Tooltip title={why}>
          <Button
            type="primary"
            disabled={why !== null}
            loading={attach.isPending}
            aria-label={why === null ? t('附到草案') : `${t('附到草案')} ${why}`}
            onClick={() => attach.mutate(found)}
          >
            {t('附到草案')}
          </Button>
        </Tooltip>
      )}
      <Link to={`/policy/drafts/${draft}`}>{t('查看草案')}</Link>
    </>
  )
}
