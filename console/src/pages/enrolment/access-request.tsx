// Any window may receive a person of another area: the officer says why, and the look is logged and ends by itself.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import { useNavigate } from 'react-router'
import { personQuery } from '../../api/queries.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { FailureLine } from '../../shell/failure-line.js'

export function AccessRequest({ psnNo, areaName }: { readonly psnNo: string; readonly areaName: string }) {
  const t = useText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const ask = useMutation({
    mutationFn: ({ reason }: { reason: string }) => post('/api/access-requests', { psn_no: psnNo, reason }),
    onSuccess: async () => {
      await client.resetQueries({ queryKey: personQuery(psnNo).queryKey })
      await navigate(`/persons/${psnNo}`)
    },
  })
  return (
    <section className="access-request">
      <p>{t('这位参保人属于{area}，不在您的区域。为其办理业务时可以临时查看，理由和查看都会留下记录；审核仍由参保地办理。', { area: areaName })}</p>
      <Form layout="vertical" onFinish={(given: { reason: string }) => ask.mutate(given)} requiredMark={false}>
        <Form.Item name="reason" label={t('查看理由')} rules={[{ required: true, min: 4, whitespace: true, message: t('请写明理由，至少四个字。') }]}>
          <Input.TextArea rows={2} maxLength={200} placeholder={t('例如：本人到窗口咨询住院报销')} />
        </Form.Item>
        <FailureLine error={ask.error} otherwise={t('没有申请成功，请重试。')} />
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('申请临时查看')}
        </Button>
      </Form>
    </section>
  )
}
