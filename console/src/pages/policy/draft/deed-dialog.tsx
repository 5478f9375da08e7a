// Asks for what a step needs, says what it brings about, and takes it upon the revision that was looked at.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import { useId } from 'react'
import { Link } from 'react-router'
import type { CheckedDraft, Draft } from '../../../api/draft-types.js'
import { draftPath, draftQuery, trialsQuery } from '../../../api/policy-queries.js'
import { post } from '../../../api/request.js'
import { count } from '../../../format/money.js'
import { useText } from '../../../language/language.js'
import { FailureLine } from '../../../shell/failure-line.js'
import { Answer } from '../../../shell/states.js'
import type { DeedKind } from './deeds.js'

interface DialogProps {
  readonly kind: DeedKind
  readonly draft: Draft
  readonly saved: CheckedDraft | undefined
  readonly close: () => void
}

export function DeedDialog({ kind, draft, saved, close }: DialogProps) {
  const t = useText()
  const form = useId()
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: (given: Readonly<Record<string, string>>) =>
      post<Draft>(`${draftPath(draft.draft)}/${kind.path}`, { revision: draft.revision, ...filledIn(given) }),
    onSuccess: async (after) => {
      client.setQueryData(draftQuery(draft.draft).queryKey, after)
      close()
      // A publication moves the documents, the areas and every timeline.
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/policy/') && queryKey[0] !== draftPath(draft.draft) })
    },
  })
  return (
    <Modal
      open
      title={t(kind.label)}
      onCancel={close}
      okText={t(kind.label)}
      okButtonProps={{ htmlType: 'submit', form, loading: act.isPending, danger: kind.asks === 'reason' }}
    >
      <p>{t(kind.consequence)}</p>
      <p className="quiet">{t('办理的是第 {n} 稿。', { n: draft.revision })}</p>
      {kind.asks === 'number' && saved !== undefined && <Publishing of={saved} />}
      <Form id={form} layout="vertical" requiredMark={false} onFinish={(given: Record<string, string>) => act.mutate(given)}>
        {kind.asks === 'trial' && <TrialChoice draft={draft.draft} />}
        {kind.asks === 'number' && (
          <Form.Item
            name="document_number"
            label={t('正式文号')}
            extra={t('照印发的文件写，如 某政办〔2026〕1号。')}
            rules={[{ required: true, whitespace: true, message: t('请填写正式文号；没有文号不能生效。') }]}
          >
            <Input maxLength={60} />
          </Form.Item>
        )}
        <Form.Item
          name="remark"
          label={kind.asks === 'reason' ? t('理由') : t('意见（可不填）')}
          rules={kind.asks === 'reason' ? [{ required: true, min: 4, whitespace: true, message: t('请写明理由，至少四个字。') }] : []}
        >
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <FailureLine error={act.error} otherwise={t('没有成功，请重试。')} />
      </Form>
    </Modal>
  )
}

function filledIn(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined || value.trim() === '' ? [] : [[name, value.trim()]])))
}

function Publishing({ of }: { readonly of: CheckedDraft }) {
  const t = useText()
  const held = of.frozen.filter(({ exempt_by }) => exempt_by === null)
  return (
    <>
      <p>{of.first_day === null ? t('没有改动任何规定。') : t('自 {day} 起改变 {n} 项规定。', { day: of.first_day, n: of.changes.length })}</p>
      {held.length > 0 && <p className="notice-line bad">{t('放宽了启动期内不得放宽的规定，又没有上级批准：发布会被拒绝。')}</p>}
    </>
  )
}

function TrialChoice({ draft }: { readonly draft: string }) {
  const t = useText()
  const trials = useQuery(trialsQuery)
  return (
    <Answer of={trials} rows={2}>
      {(all) => {
        const own = all.filter((trial) => trial.draft === draft)
        const fresh = <Link to={`/trials/new?draft=${draft}`}>{t('发起测算')}</Link>
        if (own.length === 0)
          return (
            <p className="notice-line">
              {t('这份草案还没有测算过。')} {fresh}
            </p>
          )
        return (
          <Form.Item name="trial" label={t('测算')} extra={fresh} rules={[{ required: true, message: t('请选一次测算。') }]}>
            <Radio.Group
              className="trial-choice"
              options={own.map((trial) => ({
                value: trial.trial,
                label: t('第 {n} 号，{from} 至 {to}，{bills} 张结算单，{at}', {
                  n: trial.trial,
                  from: trial.from,
                  to: trial.to,
                  bills: count(trial.bills),
                  at: trial.tried_at.slice(0, 16),
                }),
              }))}
            />
          </Form.Item>
        )
      }}
    </Answer>
  )
}
