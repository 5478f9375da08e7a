// Objections of a unit, to one indicator or to the whole, and the answers to them.
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
  return (
    <>
      <Spoken of={of} />
      {of.actions['objected'] === null && <Speak key="objected" of={of} kind="objected" units={of.units} label={t('提出异议')} />}
      {of.actions['answered'] === null && <Speak key="answered" of={of} kind="answered" units={open(of)} label={t('答复异议')} />}
    </>
  )
}

/** What was said on either side, in its order; on the card of one unit, that unit's. */
export function Spoken({ of, unit }: { readonly of: Appraisal; readonly unit?: string }) {
  const t = useText()
  const said = of.steps.filter((step) => step.unit !== null && (unit === undefined || step.unit === unit))
  return said.map(({ step, kind, unit: by, indicator_name, remark, officer_name, known_at }) => (
    <p key={step}>
      {known_at.slice(0, 16)} {t(kind === 'objected' ? '异议' : '答复')} · {of.units.find((one) => one.unit === by)?.name ?? by} · {officer_name}
      {indicator_name == null ? '' : ` · ${indicator_name}`}：{remark}
    </p>
  ))
}

/** Units whose last word was an objection. */
function open({ units, steps }: Appraisal): Appraisal['units'] {
  return units.filter(({ unit }) => steps.findLast((step) => step.unit === unit)?.kind === 'objected')
}

interface SpeakProps {
  readonly of: Appraisal
  readonly kind: 'objected' | 'answered'
  readonly units: Appraisal['units']
  readonly label: string
}

function Speak({ of, kind, units, label }: SpeakProps) {
  const t = useText()
  const client = useQueryClient()
  const [chosen, setUnit] = useState<string>()
  const [indicator, setIndicator] = useState<string>()
  const [remark, setRemark] = useState('')
  const unit = units.find((one) => one.unit === chosen)?.unit ?? units[0]?.unit
  const send = useMutation({
    mutationFn: () => post(`/api/appraisals/${of.run}/steps`, { kind, unit, remark, ...(indicator === undefined ? {} : { indicator }) }),
    onSuccess: async () => {
      setRemark('')
      await client.invalidateQueries()
    },
  })
  return (
    <div className="filters">
      <Select
        aria-label={t('单位')}
        style={{ width: 180 }}
        value={unit ?? null}
        options={units.map((one) => ({ value: one.unit, label: one.name }))}
        onChange={(next: string | null) => setUnit(next ?? undefined)}
      />
      {kind === 'objected' && (
        <Select
          aria-label={t('异议的指标')}
          style={{ width: 220 }}
          allowClear
          placeholder={t('异议的指标')}
          value={indicator ?? null}
          options={of.indicators.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(next: string | null | undefined) => setIndicator(next ?? undefined)}
        />
      )}
      <Input aria-label={t('理由')} placeholder={t('理由')} style={{ width: 320 }} value={remark} onChange={(event) => setRemark(event.target.value)} />
      <Button loading={send.isPending} disabled={unit === undefined || remark.trim().length < 4} onClick={() => send.mutate()}>
        {label}
      </Button>
      <Said error={send.error} />
    </div>
  )
}
