// Importing a catalogue file: tried first, with every fault and its row; imported only when a try found none.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import { useState } from 'react'
import type { ImportReport } from '../../api/catalogue-types.js'
import { base64 } from '../../api/file-base64.js'
import { post, RequestFailed } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { ImportOutcome } from './import-outcome.js'

interface Fields {
  readonly in_force: string
  readonly edition: string
  readonly share_employee?: string
  readonly share_resident?: string
  readonly complete?: boolean
}

interface Asked extends Fields {
  readonly file: File
  readonly dryRun: boolean
}

async function send({ file, dryRun, ...fields }: Asked): Promise<ImportReport> {
  const shares = fields.share_employee && fields.share_resident ? { share_employee: fields.share_employee, share_resident: fields.share_resident } : {}
  return post('/api/catalogue/imports', {
    file_name: file.name,
    content: await base64(file),
    in_force: fields.in_force,
    edition: fields.edition,
    ...shares,
    complete: fields.complete === true,
    dry_run: dryRun,
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
  const bring = useMutation({
    mutationFn: send,
    onSuccess: (report) =>
      report.version === null ? undefined : client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/catalogue/') }),
  })
  const ask = async (dryRun: boolean) => {
    const fields = await form.validateFields().catch(() => undefined)
    if (fields !== undefined && file !== undefined) bring.mutate({ ...fields, file, dryRun })
  }
  const tried = bring.data !== undefined && bring.data.version === null && bring.data.fault_count === 0
  return (
    <>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ complete: false }}
        onValuesChange={() => bring.reset()}
        onFinish={() => void ask(true)}
      >
        <Form.Item
          name="file"
          label={t('官方目录文件（ZIP或TXT，1301等格式）或本统筹区的Excel价格表（.xlsx）')}
          rules={[{ required: true, message: t('请选择文件。') }]}
        >
          <Input type="file" accept=".xlsx,.zip,.txt" onChange={(event) => setFile(event.target.files?.[0])} />
        </Form.Item>
        <Form.Item name="in_force" label={t('生效日期')} rules={[{ required: true, message: t('请填写生效日期。') }]}>
          <Input type="date" style={{ width: 200 }} />
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
        {bring.error !== null && (
          <p className="form-failure" role="alert">
            {bring.error instanceof RequestFailed ? bring.error.failure.sentence : t('没有导入成功，请重试。')}
          </p>
        )}
        <div className="actions">
          <Button htmlType="submit" loading={bring.isPending}>
            {t('试导入')}
          </Button>{' '}
          <Button type="primary" disabled={!tried} title={tried ? undefined : t('先试导入，改正全部错误后才能正式导入。')} onClick={() => void ask(false)}>
            {t('正式导入')}
          </Button>
        </div>
      </Form>
      {bring.data !== undefined && <ImportOutcome report={bring.data} />}
    </>
  )
}
