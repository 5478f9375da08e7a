// The month's certificate: prepared by one officer, issued by another, made to be printed.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FourWaysMonth } from '../../../api/four-ways-types.js'
import { post } from '../../../api/request.js'
import { useText } from '../../../language/language.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { FormFailure } from '../../../session/form-failure.js'
import { PrintButton } from '../../../shell/print-button.js'
import { Pairs } from './pairs.js'

export function Certificate({ of }: { readonly of: FourWaysMonth }) {
  const t = useText()
  const client = useQueryClient()
  const take = useMutation({
    mutationFn: (kind: string) => post('/api/four-ways/certificates', { month: of.month, kind }),
    onSuccess: () => client.invalidateQueries(),
  })
  const prepared = of.certificate.filter(({ kind }) => kind === 'prepared').at(-1)
  const issued = of.certificate.find(({ kind }) => kind === 'issued')
  if (of.run === null) return <p className="quiet">{of.certificate_refused}</p>
  return (
    <>
      <p className="filters no-print">
        {issued === undefined && (
          <>
            <AllowedButton permission="reconcile.work" who="基金管理岗、基金财务岗" loading={take.isPending} onClick={() => take.mutate('prepared')}>
              {t('编制证明')}
            </AllowedButton>
            <AllowedButton
              permission="reconcile.work"
              who="基金管理岗、基金财务岗"
              type="primary"
              ready={prepared !== undefined}
              loading={take.isPending}
              onClick={() => take.mutate('issued')}
            >
              {t('签发证明')}
            </AllowedButton>
          </>
        )}
        <PrintButton />
      </p>
      {of.certificate_refused !== null && <p className="no-print">{of.certificate_refused}</p>}
      <FormFailure error={take.error} />
      <article className="panel">
        <h2>{t('{pool}医疗保障基金对账证明（{month}）', { pool: of.pool_name, month: of.month })}</h2>
        <Pairs of={of} />
        <p>
          {of.open === 0 && of.carried.length === 0
            ? t('各方账目相符，没有未处理的差异。')
            : t('未处理差异{n}条，挂账跟踪{m}条。', { n: of.open, m: of.carried.length })}
        </p>
        <ul>
          {of.carried.map(({ sentence, owner }) => (
            <li key={sentence}>
              {sentence}（{owner}）
            </li>
          ))}
        </ul>
        <p>
          {t('编制')}：{prepared === undefined ? '' : `${prepared.officer_name} ${prepared.known_at.slice(0, 10)}`}
          {'　'}
          {t('签发')}：{issued === undefined ? t('未签发') : `${issued.officer_name} ${issued.known_at.slice(0, 10)}`}
        </p>
      </article>
    </>
  )
}
