// Objections of a unit and the answers to them.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useState } from 'react'
import { post } from '../../api/request.js'
import type { Appraisal } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { Said } from '../pooling/said.js'

export function AppraisalObjections({ of }: { readonly of: Appraisal }) {
  const t = useText()
  const client = useQueryClient()
  const [unit, setUnit] = useState(of.units[0]?.unit)
  const [remark, setRemark] = useState('')
  const kind = of.actions['objected'] === null ? 'objected' : 'answered'
  const send = useMutation({ mutationFn: () => post(`/api/appraisals/${of.run}/steps`, { kind, unit, remark }), onSuccess: () => client.invalidateQueries() })
  return (
    <>
      {of.steps.map(({ step, kind: what, unit: by, remark: words, officer_name }) =>
        by === null ? null : (
          <p key={step}>
            {t(what === 'objected' ? '异议' : '答复')} · {of.units.find((one) => one.unit === by)?.name ?? by} · {officer_name}：{words}
          </p>
        ),
      )}
      {of.actions[kind] === null && (
        <div className="filters">
          <Select
            aria-label={t('单位')}
            style={{ width: 180 }}
            value={unit}
            options={of.units.map((one) => ({ value: one.unit, label: one.name }))}
            onChange={setUnit}
          />
          <Input aria-label={t('理由')} style={{ width: 320 }} value={remark} onChange={(event) => setRemark(event.target.value)} />
          <Button loading={send.isPending} onClick={() => send.mutate()}>
            {t(kind === 'objected' ? '提出异议' : '答复异议')}
          </Button>
          <Said error={send.error} />
        </div>
      )}
    </>
  )
}
