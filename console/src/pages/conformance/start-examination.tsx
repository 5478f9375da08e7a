// Starts an examination of this very centre, where the demonstration city is served.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Form from 'antd/es/form'
import Modal from 'antd/es/modal'
import Radio from 'antd/es/radio'
import { useState } from 'react'
import type { ConformanceRuns } from '../../api/conformance-types.js'
import type { Started } from '../../api/job-types.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { FormFailure } from '../../session/form-failure.js'
import { MANAGERS } from './words.js'

interface Given {
  readonly profile: string
  readonly small: boolean
}

export function StartExamination({ of }: { readonly of: ConformanceRuns | undefined }) {
  const t = useText()
  const client = useQueryClient()
  const address = useAddress()
  const [asking, ask] = useState(false)
  const may = of?.may_start === true
  const start = useMutation({
    mutationFn: (given: Given) => post<Started>('/api/conformance-examinations', given),
    onSuccess: async ({ job }) => {
      ask(false)
      address.change({ job })
      await client.invalidateQueries({ queryKey: ['/api/jobs'] })
    },
  })
  return (
    <>
      <AllowedButton
        permission="provider.manage"
        who={t(MANAGERS)}
        type="primary"
        ready={may}
        title={may ? undefined : t('只有演示城市可以从这里考察；别的中心请运行考察程序后导入报告。')}
        onClick={() => ask(true)}
      >
        {t('考察本中心')}
      </AllowedButton>
      <Modal open={asking} onCancel={() => ask(false)} title={t('考察本中心')} footer={null} destroyOnHidden>
        <p className="consequence">{t('用演示机构和虚构人员向本机发送真实报文，登记、结算、撤销、对账，最后全部冲正；约需一两分钟。')}</p>
        <Form<Given> layout="vertical" requiredMark={false} initialValues={{ profile: 'national', small: false }} onFinish={(given) => start.mutate(given)}>
          <Form.Item name="profile" label={t('规范版本')}>
            <Radio.Group options={(of?.profiles ?? []).map(({ profile, name }) => ({ value: profile, label: t(name) }))} />
          </Form.Item>
          <Form.Item name="small" valuePropName="checked">
            <Checkbox>{t('小型考察：不重复同类问题')}</Checkbox>
          </Form.Item>
          <FormFailure error={start.error} />
          <Button type="primary" htmlType="submit" loading={start.isPending}>
            {t('开始考察')}
          </Button>
        </Form>
      </Modal>
    </>
  )
}
