// Name and numbers, masked; unmasking asks for a reason and is logged by the server.
import { useMutation } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { post, RequestFailed } from '../../api/request.js'
import type { Person, Unmasked } from '../../api/types.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { sexName } from './words.js'

export function PersonHead({ of }: { readonly of: Person }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const [clear, setClear] = useState<Unmasked | null>(null)
  return (
    <header className="person-head">
      <div>
        <h1>{clear?.name ?? of.name}</h1>
        <p>
          {t(sexName(of.sex))} · {t('{n} 岁', { n: of.age })} · {[of.area_name, of.town_name, of.village_name].filter((name) => name !== null).join(' ')}
        </p>
      </div>
      <dl>
        <Fact name={t('人员编号')} value={of.psn_no} />
        <Fact name={t('证件号码')} value={clear?.cert_no ?? of.cert} />
        <Fact name={t('手机')} value={clear === null ? (of.phone ?? '—') : (clear.phone ?? '—')} />
      </dl>
      {clear === null ? (
        <AllowedButton permission="person.unmask" who="参保经办岗、待遇经办岗、基金监管岗" onClick={() => setAsking(true)}>
          {t('查看完整信息')}
        </AllowedButton>
      ) : (
        <Button onClick={() => setClear(null)}>{t('重新隐去')}</Button>
      )}
      <AskReason
        open={asking}
        psnNo={of.psn_no}
        close={() => setAsking(false)}
        shown={(unmasked) => {
          setClear(unmasked)
          setAsking(false)
        }}
      />
    </header>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  )
}

interface AskReasonProps {
  readonly open: boolean
  readonly psnNo: string
  readonly close: () => void
  readonly shown: (unmasked: Unmasked) => void
}

function AskReason({ open, psnNo, close, shown }: AskReasonProps) {
  const t = useText()
  const ask = useMutation({ mutationFn: ({ reason }: { reason: string }) => post<Unmasked>(`/api/persons/${psnNo}/unmask`, { reason }), onSuccess: shown })
  return (
    <Modal open={open} onCancel={close} footer={null} title={t('查看完整信息')} destroyOnHidden>
      <p className="quiet">{t('谁在什么时间因为什么理由查看，会留下记录。')}</p>
      <Form layout="vertical" requiredMark={false} onFinish={(given: { reason: string }) => ask.mutate(given)}>
        <Form.Item name="reason" label={t('查看理由')} rules={[{ required: true, min: 4, whitespace: true, message: t('请写明理由，至少四个字。') }]}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
        {ask.error !== null && (
          <p className="form-failure" role="alert">
            {ask.error instanceof RequestFailed ? ask.error.failure.sentence : t('没有成功，请重试。')}
          </p>
        )}
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('查看')}
        </Button>
      </Form>
    </Modal>
  )
}
