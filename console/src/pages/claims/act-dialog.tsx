// The acts about an injury, each as a short form: declare, find, decide on paying first, record what came back.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Modal from 'antd/es/modal'
import { accidentsQuery } from '../../api/change-queries.js'
import type { Recorded } from '../../api/claim-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { AdvanceFields, DeclarationFields, FindingFields, RecoveryFields } from './act-fields.js'
import { dayText, fenOf, type Given, shareOf } from './given.js'

export type Act =
  | { readonly kind: 'declare' }
  | { readonly kind: 'find'; readonly declaration: string }
  | { readonly kind: 'advance'; readonly declaration: string }
  | { readonly kind: 'recover'; readonly settlement: string }

const TITLES: Readonly<Record<Act['kind'], string>> = { declare: '申报意外伤害', find: '录入调查结论', advance: '决定先行支付', recover: '记录追回' }

export function ActDialog({ psnNo, act, close }: { readonly psnNo: string; readonly act: Act; readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: (given: Given) => post<Recorded>(pathOf(psnNo, act), bodyOf(act, given)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: accidentsQuery(psnNo).queryKey })
      await client.invalidateQueries({ queryKey: ['/api/accidents'] })
    },
  })
  if (send.data !== undefined) {
    return (
      <Modal open onCancel={close} title={t(TITLES[act.kind])} footer={<Button onClick={close}>{t('知道了')}</Button>}>
        <p role="status">{send.data.sentence}</p>
      </Modal>
    )
  }
  return (
    <Modal open onCancel={close} title={t(TITLES[act.kind])} footer={null} destroyOnHidden>
      <Form<Given> layout="vertical" requiredMark={false} onFinish={(given) => send.mutate(given)}>
        <Fields kind={act.kind} />
        <FormFailure error={send.error} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('登记')}
        </Button>
      </Form>
    </Modal>
  )
}

function Fields({ kind }: { readonly kind: Act['kind'] }) {
  switch (kind) {
    case 'declare':
      return <DeclarationFields />
    case 'find':
      return <FindingFields />
    case 'advance':
      return <AdvanceFields />
    case 'recover':
      return <RecoveryFields />
  }
}

function pathOf(psnNo: string, act: Act): string {
  switch (act.kind) {
    case 'declare':
      return `/api/persons/${psnNo}/accidents`
    case 'find':
      return `/api/persons/${psnNo}/accidents/${act.declaration}/findings`
    case 'advance':
      return `/api/persons/${psnNo}/accidents/${act.declaration}/advance`
    case 'recover':
      return `/api/persons/${psnNo}/advances/${act.settlement}/recoveries`
  }
}

function bodyOf({ kind }: Act, given: Given): Readonly<Record<string, unknown>> {
  const { happened_at, circumstances, claimed, promised = false, mdtrt_id, found, basis, ground, liable_party, payer } = given
  switch (kind) {
    case 'declare': {
      const visit = mdtrt_id === undefined || mdtrt_id.trim() === '' ? {} : { mdtrt_id: mdtrt_id.trim() }
      return { happened_on: dayText(given.happened_on), happened_at, circumstances, claimed, promised, ...visit }
    }
    case 'find': {
      const share = found === 'third_party' ? shareOf(given.liable_percent ?? '') : undefined
      return { found, basis, ...(share === undefined ? {} : { liable_share: share }) }
    }
    case 'advance':
      return { ground: ground === 'refused' ? null : ground, liable_party, basis }
    case 'recover':
      return { amount_fen: fenOf(given.amount ?? ''), payer, received_on: dayText(given.received_on) }
  }
}
