// 存款利率: from which day each account bears which rate, and by which agreement or notice.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import { useState } from 'react'
import { type InterestRate, interestQuery, interestRatesQuery, RATES } from '../../../api/interest-types.js'
import { post } from '../../../api/request.js'
import { useText } from '../../../language/language.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { FormFailure } from '../../../session/form-failure.js'
import { Answer, Empty } from '../../../shell/states.js'
import { rateText } from './product.js'

export function InterestRates() {
  const t = useText()
  const answer = useQuery(interestRatesQuery)
  const [writing, write] = useState(false)
  return (
    <>
      <div className="filters no-print">
        <AllowedButton permission="voucher.prepare" who="基金财务岗" type="primary" onClick={() => write(true)}>
          {t('登记利率')}
        </AllowedButton>
      </div>
      <Answer of={answer}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('还没有登记利率')}>
              <p>{t('按与银行、财政的约定登记各账户的年利率后才能计息。')}</p>
            </Empty>
          ) : (
            <Table<InterestRate>
              size="small"
              rowKey={(row) => `${row.account}/${row.detail}/${row.in_force}/${row.known_at}`}
              pagination={rows.length > 50 ? { pageSize: 50 } : false}
              dataSource={[...rows]}
              columns={[
                { title: t('账户'), render: (_, row) => `${row.account} ${row.account_name}` },
                { title: t('起用日期'), dataIndex: 'in_force', className: 'num' },
                { title: t('年利率'), align: 'right', render: (_, row) => rateText(row.rate) },
                { title: t('依据'), dataIndex: 'source' },
                { title: t('登记人'), dataIndex: 'officer_name' },
                { title: t('登记时间'), render: (_, row) => row.known_at.slice(0, 10) },
              ]}
            />
          )
        }
      </Answer>
      {writing && <RateDialog close={() => write(false)} />}
    </>
  )
}

interface Given {
  readonly place: string
  readonly in_force: string
  readonly percent: string
  readonly source: string
}

function RateDialog({ close }: { readonly close: () => void }) {
  const t = useText()
  const client = useQueryClient()
  const accounts = useQuery(interestQuery({})).data?.accounts ?? []
  const send = useMutation({
    mutationFn: ({ place, percent, ...given }: Given) =>
      post(RATES, { ...given, account: place.split('/')[0], detail: place.split('/')[1], rate: rateOfPercent(percent) }),
    onSuccess: async () => {
      await client.invalidateQueries()
      close()
    },
  })
  const needed = [{ required: true, message: t('请填写这一项。') }]
  return (
    <Modal open onCancel={close} title={t('登记利率')} footer={null} destroyOnHidden>
      <Form<Given> layout="vertical" requiredMark={false} onFinish={(given) => send.mutate(given)}>
        <Form.Item name="place" label={t('存款账户')} rules={needed}>
          <Select options={accounts.map(({ account, detail, name }) => ({ value: `${account}/${detail}`, label: `${account} ${name}` }))} />
        </Form.Item>
        <Form.Item name="in_force" label={t('起用日期')} rules={needed}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="percent" label={t('年利率（%）')} rules={[{ required: true, pattern: /^\d{1,2}(\.\d{1,4})?$/, message: t('请填百分数，如 1.10。') }]}>
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="source" label={t('依据（协议或通知）')} rules={[{ required: true, min: 4, whitespace: true, message: t('请写明依据，至少四个字。') }]}>
          <Input maxLength={200} />
        </Form.Item>
        <FormFailure error={send.error} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('登记')}
        </Button>
      </Form>
    </Modal>
  )
}

/** `1.10` → `0.0110`. */
function rateOfPercent(percent: string): string {
  const [whole = '', part = ''] = percent.split('.')
  return `0.${whole.padStart(2, '0')}${part}`
}
