// Freezes that the draft runs against: what it loosens in a launch period, and who allowed it.
import { useState } from 'react'
import { Link } from 'react-router'
import type { Draft, FrozenRule } from '../../../api/draft-types.js'
import { useText } from '../../../language/language.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { useAreaNames } from '../area-names.js'
import { ExemptDialog } from '../freeze/exempt-dialog.js'

export function FreezeWarnings({ draft, frozen }: { readonly draft: Draft; readonly frozen: readonly FrozenRule[] }) {
  const t = useText()
  const areaName = useAreaNames()
  const [exempting, setExempting] = useState<string | null>(null)
  return (
    <>
      {frozen.map((rule) => (
        <section key={rule.freeze} className={rule.exempt_by === null ? 'notice-line bad' : 'notice-line'} role="note">
          <p>
            {t('{area}启动期（{from} 至 {until}，{document}）内不得放宽，本草案放宽了 {n} 项：', {
              area: areaName(rule.area),
              from: rule.from,
              until: rule.until ?? t('未定'),
              document: rule.document,
              n: rule.figures.length,
            })}
          </p>
          <ul>
            {rule.figures.map((figure) => (
              <li key={figure}>{figure}</li>
            ))}
          </ul>
          {rule.exempt_by === null ? (
            <p>
              {t('没有上级批准不能发布。')} <Link to="/policy/freeze">{t('看启动期')}</Link>{' '}
              <AllowedButton size="small" permission="policy.approve" who="分管局领导" onClick={() => setExempting(rule.freeze)}>
                {t('登记上级批准')}
              </AllowedButton>
            </p>
          ) : (
            <p>{t('已有上级批准：{document}', { document: rule.exempt_by })}</p>
          )}
        </section>
      ))}
      {exempting !== null && <ExemptDialog freeze={exempting} drafts={[draft]} close={() => setExempting(null)} />}
    </>
  )
}
