// Judging one indicator of one unit: value, evidence, file.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useState } from 'react'
import { post } from '../../api/request.js'
import type { Appraisal } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { Said } from '../pooling/said.js'

interface Entry {
  readonly unit: string
  readonly indicator: string
  readonly actual: string
  readonly target: string
  readonly count: string
  readonly evidence: string
}

export function JudgementForm({ of }: { readonly of: Appraisal }) {
  const t = useText()
  const client = useQueryClient()
  const [entry, setEntry] = useState<Entry>({
    unit: of.units[0]?.unit ?? '',
    indicator: (of.indicators.find(({ computed }) => !computed) ?? of.indicators[0])?.id ?? '',
    actual: '',
    target: '',
    count: '',
    evidence: '',
  })
  const [file, setFile] = useState<File>()
  const change = (part: Partial<Entry>): void => setEntry({ ...entry, ...part })
  const asks = of.indicators.find(({ id }) => id === entry.indicator)?.asks ?? []
  const send = useMutation({
    mutationFn: async () => {
      const asked: ReadonlySet<string> = new Set(['unit', 'indicator', 'evidence', ...asks.map(({ figure }) => figure)])
      const filled = Object.fromEntries(Object.entries(entry).filter(([name, text]) => asked.has(name) && text.trim() !== ''))
      return post('/api/appraisal-judgements', { year: of.year, ...filled, ...(file === undefined ? {} : { file: await attached(file) }) })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['/api/appraisal-judgements'] }),
  })
  const field = (name: 'actual' | 'target' | 'count', label: string) => (
    <Input
      key={name}
      aria-label={label}
      title={label}
      placeholder={label}
      style={{ width: 180 }}
      inputMode="decimal"
      value={entry[name]}
      onChange={(event) => change({ [name]: event.target.value })}
    />
  )
  return (
    <div className="filters">
      <Select
        aria-label={t('单位')}
        style={{ width: 150 }}
        value={entry.unit}
        options={of.units.map(({ unit, name }) => ({ value: unit, label: name }))}
        onChange={(unit: string) => change({ unit })}
      />
      <Select
        aria-label={t('指标')}
        style={{ width: 220 }}
        value={entry.indicator}
        options={of.indicators.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(indicator: string) => change({ indicator })}
      />
      {asks.map(({ figure, label }) => field(figure, label))}
      <Input
        aria-label={t('依据')}
        placeholder={t('依据')}
        style={{ width: 260 }}
        value={entry.evidence}
        onChange={(event) => change({ evidence: event.target.value })}
      />
      <input aria-label={t('附件')} type="file" onChange={(event) => setFile(event.target.files?.[0])} />
      <Button type="primary" loading={send.isPending} disabled={entry.evidence.trim().length < 4} onClick={() => send.mutate()}>
        {t('保存评定')}
      </Button>
      <Said error={send.error} />
    </div>
  )
}

async function attached(file: File): Promise<{ name: string; type: string; base64: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return { name: file.name, type: file.type, base64: btoa(text) }
}
