// Preparing an import: the file is checked in the background, its page shows every fault and every change, another officer approves.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { base64 } from '../../api/file-base64.js'
import { post } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { DayInput } from '../../session/day-input.js'
import { FormFailure } from '../../session/form-failure.js'

interface Fields {
  readonly in_force: string
  readonly edition: string
  readonly share_employee?: string
  readonly share_resident?: string
  readonly complete?: boolean
}

interface Asked extends Fields {
  readonly file: File
}

interface Prepared {
  readonly draft: string
  readonly job: string
}

async function send({ file, ...fields }: Asked): Promise<Prepared> {
  const shares = fields.share_employee && fields.share_resident ? { share_employee: fields.share_employee, share_resident: fields.share_resident } : {}
  return post('/api/catalogue/drafts', {
    file_name: file.name,
    content: await base64(file),
    in_force: fields.in_force,
    edition: fields.edition,
    ...shares,
    complete: fields.complete === true,
  })
}

export function ImportFile({ open, close }: { readonly open: boolean; readonly close: () => void }) {
  const t = useText()
  return (
    <Modal open={open} onCancel={close} title={t('导入目录或价格表')} footer={null} width={720} destroyOnHidden>
      <ImportForm />
    </Modal>
  )
}

function ImportForm() {
  const t = useText()
  const client = useQueryClient()
  const [form] = Form.useForm<Fields>()
  const [file, setFile] = useState<File>()
  const navigate = useNavigate()
  const bring = useMutation({
    mutationFn: send,
    onSuccess: async ({ draft, job }) => {
      await client.invalidateQueries({ queryKey: ['/api/catalogue/drafts'] })
      await navigate(`/catalogue/drafts/${draft}?job=${job}`)
    },
  })
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ complete: false }}
      onValuesChange={() => bring.reset()}
      onFinish={(fields) => file !== undefined && bring.mutate({ ...fields, file })}
    >
      <Form.Item
        name="file"
        label={t('官方目录文件（ZIP或TXT，1301等格式）或本统筹区的Excel价格表（.xlsx）')}
        rules={[{ required: true, message: t('请选择文件。') }]}
      >
        <Input type="file" accept=".xlsx,.zip,.txt" onChange={(event) => setFile(event.target.files?.[0])} />
      </Form.Item>
      <Form.Item name="in_force" label={t('生效日期')} rules={[{ required: true, message: t('请填写生效日期。') }]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="edition" label={t('版本名称')} rules={[{ required: true, whitespace: true, message: t('请填写版本名称。') }]}>
        <Input maxLength={60} placeholder={t('例如：2026年12月医疗服务价格')} />
      </Form.Item>
      <Form.Item name="share_employee" label={t('新乙类项目的职工先行自付比例')}>
        <Input style={{ width: 200 }} placeholder={t('文件里没有比例时才用，如0.1')} />
      </Form.Item>
      <Form.Item name="share_resident" label={t('新乙类项目的居民先行自付比例')}>
        <Input style={{ width: 200 }} placeholder={t('文件里没有比例时才用，如0.1')} />
      </Form.Item>
      <Form.Item name="complete" valuePropName="checked">
        <Checkbox>{t('这是完整目录：没有列出的同类项目自生效日起停用')}</Checkbox>
      </Form.Item>
      <p className="quiet">{t('提交后先检查文件，列出全部错误和变化；没有错误的由另一位经办人批准后才入库。')}</p>
      <FormFailure error={bring.error} />
      <Button type="primary" htmlType="submit" loading={bring.isPending}>
        {t('提交检查')}
      </Button>
    </Form>
  )
}
