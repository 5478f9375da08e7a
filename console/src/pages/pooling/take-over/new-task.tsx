// One more task of a take-over: its stage, what is to be done, by whom and until when.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { useState } from 'react'
import { post } from '../../../api/request.js'
import type { TakeOver } from '../../../api/take-over-types.js'
import { useText } from '../../../language/language.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { DayInput } from '../../../session/day-input.js'
import { FormFailure } from '../../../session/form-failure.js'
import { STAGES } from './tasks.js'

const EMPTY = { name: '', owner: '', due: '' }

export function NewTask({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const client = useQueryClient()
  const [stage, setStage] = useState('data')
  const [given, setGiven] = useState(EMPTY)
  const add = useMutation({
    mutationFn: () => post(`/api/takeovers/${of.takeover}/tasks`, { stage, ...given }),
    onSuccess: async () => {
      setGiven(EMPTY)
      await client.invalidateQueries()
    },
  })
  const field = (name: keyof typeof EMPTY, label: string, width: number) => (
    <Input
      aria-label={t(label)}
      placeholder={t(label)}
      style={{ width }}
      value={given[name]}
      onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
    />
  )
  const whole = given.name.trim().length > 1 && given.owner.trim().length > 1 && given.due !== ''
  return (
    <>
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault()
          if (whole) add.mutate()
        }}
      >
        <Select
          aria-label={t('任务阶段')}
          style={{ width: 130 }}
          value={stage}
          options={Object.entries(STAGES).map(([value, label]) => ({ value, label: t(label) }))}
          onChange={setStage}
        />
        {field('name', '任务名称', 260)}
        {field('owner', '责任人', 160)}
        <DayInput aria-label={t('期限')} width={150} value={given.due} onChange={(due) => setGiven({ ...given, due })} />
        <AllowedButton permission="takeover.manage" who="基金管理岗、基金财务岗" htmlType="submit" loading={add.isPending} ready={whole}>
          {t('增加任务')}
        </AllowedButton>
      </form>
      <FormFailure error={add.error} />
    </>
  )
}
