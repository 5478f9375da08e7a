// What may be done with the draft now. What may not stays in sight, with the reason and who may.
import Button from 'antd/es/button'
import { useState } from 'react'
import type { CheckedDraft, Draft } from '../../../api/draft-types.js'
import { useText } from '../../../language/language.js'
import { useMay } from '../../../session/session.js'
import { DeedDialog } from './deed-dialog.js'
import { DEEDS, type DeedKind } from './deeds.js'

interface DeedsProps {
  readonly of: Draft
  readonly dirty: boolean
  readonly saved: CheckedDraft | undefined
}

export function DraftDeeds({ of, dirty, saved }: DeedsProps) {
  const t = useText()
  const [asked, setAsked] = useState<DeedKind | null>(null)
  const why = useWhyNot(of, dirty)
  const open = DEEDS.filter((kind) => why(kind) === null)
  const shut = DEEDS.filter((kind) => why(kind) !== null)
  return (
    <section className="deeds no-print" aria-label={t('现在可办的事')}>
      {open.map((kind) => (
        <Button key={kind.deed} type={kind.asks === 'reason' ? 'default' : 'primary'} danger={kind.asks === 'reason'} onClick={() => setAsked(kind)}>
          {t(kind.label)}
        </Button>
      ))}
      <details open={open.length === 0}>
        <summary>{t('现在不能办的 {n} 项和原因', { n: shut.length })}</summary>
        <ul>
          {shut.map((kind) => (
            <li key={kind.deed}>
              <Button size="small" disabled aria-describedby={`why-${kind.deed}`}>
                {t(kind.label)}
              </Button>
              <span id={`why-${kind.deed}`}>{why(kind)}</span>
            </li>
          ))}
        </ul>
      </details>
      {asked !== null && <DeedDialog kind={asked} draft={of} saved={saved} close={() => setAsked(null)} />}
    </section>
  )
}

function useWhyNot(of: Draft, dirty: boolean): (kind: DeedKind) => string | null {
  const t = useText()
  const may = useMay()
  return ({ deed, permission, who }) => {
    if (!may(permission)) return t('您的岗位不能办理；可以办理的是：{who}', { who: t(who) })
    return of.actions[deed] ?? (dirty ? t('有未保存的改动，请先保存或放弃。') : null)
  }
}
