// What may be done with a prepared import: its preparer checks it again or withdraws it, another officer approves or returns it.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CatalogueDraftDetail } from '../../api/catalogue-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { DecisionDialog } from '../../session/decision-dialog.js'
import { FormFailure } from '../../session/form-failure.js'
import { APPROVERS, PREPARERS } from './draft-words.js'

interface Acted {
  readonly job: string | null
}

export function DraftActs({ of }: { readonly of: CatalogueDraftDetail }) {
  const t = useText()
  const client = useQueryClient()
  const address = useAddress()
  const [decision, setDecision] = useState<'approve' | 'return' | null>(null)
  const path = `/api/catalogue/drafts/${of.draft}`
  const after = async ({ job }: Acted): Promise<void> => {
    setDecision(null)
    if (job !== null) address.change({ job })
    await client.invalidateQueries({ predicate: ({ queryKey: [asked] }) => String(asked).startsWith('/api/catalogue/') })
  }
  const act = useMutation({ mutationFn: (deed: 'check' | 'withdraw') => post<Acted>(`${path}/${deed}`, {}), onSuccess: after })
  if (of.standing === 'approved' || of.standing === 'returned' || of.standing === 'withdrawn') return null
  const approve = decision === 'approve'
  return (
    <>
      {of.standing === 'checked' && (
        <AllowedButton
          permission="catalogue.approve"
          who={t(APPROVERS)}
          type="primary"
          ready={!of.own && !of.overtaken}
          title={of.own ? t('您准备了这次导入，请由另一位经办人批准。') : undefined}
          onClick={() => setDecision('approve')}
        >
          {t('批准入库')}
        </AllowedButton>
      )}
      {!of.own && (
        <AllowedButton permission="catalogue.approve" who={t(APPROVERS)} onClick={() => setDecision('return')}>
          {t('退回')}
        </AllowedButton>
      )}
      <AllowedButton permission="catalogue.manage" who={t(PREPARERS)} loading={act.isPending} onClick={() => act.mutate('check')}>
        {t('重新检查')}
      </AllowedButton>
      {of.own && (
        <AllowedButton permission="catalogue.manage" who={t(PREPARERS)} danger onClick={() => act.mutate('withdraw')}>
          {t('撤回')}
        </AllowedButton>
      )}
      {of.own && of.standing === 'checked' && <span className="quiet">{t('您准备了这次导入，请由另一位经办人批准。')}</span>}
      <FormFailure error={act.error} />
      {decision !== null && (
        <DecisionDialog<Acted>
          title={approve ? t('批准入库') : t('退回')}
          consequence={approve ? t('入库为新版本，自生效日起的费用按它计算；入库后不能收回，只能再导入新版本。') : t('退回后由准备人改正，重新准备。')}
          button={approve ? t('批准入库') : t('退回')}
          danger={!approve}
          reasoned={!approve}
          send={(given) => post<Acted>(`${path}/decision`, { decision, ...given })}
          close={() => setDecision(null)}
          done={after}
        />
      )}
    </>
  )
}
