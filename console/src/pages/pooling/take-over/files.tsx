// Legacy files: bring one in by its layout, see what its lines came to, hold the files against each other.
import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Checkbox from 'antd/es/checkbox'
import Select from 'antd/es/select'
import Table from 'antd/es/table'
import { useState } from 'react'
import { post } from '../../../api/request.js'
import { sendFile } from '../../../api/send-file.js'
import { fileLayoutsQuery } from '../../../api/take-over-queries.js'
import type { TakeOver, TakeOverFile } from '../../../api/take-over-types.js'
import { count } from '../../../format/money.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { FileField } from '../../../session/file-field.js'
import { FormFailure } from '../../../session/form-failure.js'
import { LineFaults } from '../../../session/line-faults.js'

export function FilesTab({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const [shown, show] = useState<string>()
  const path = `/api/takeovers/${of.takeover}/files`
  return (
    <>
      <BringFile of={of} />
      <p>
        {t('现在采用的行：')}
        {of.standing.length === 0 ? t('没有') : of.standing.map(({ kind_name, lines }) => `${kind_name} ${count(lines)}`).join('；')}
      </p>
      <Table<TakeOverFile>
        size="small"
        scroll={{ x: 'max-content' }}
        rowKey="file"
        dataSource={of.files}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { key: 'kind', title: t('格式'), dataIndex: 'kind_name' },
          { key: 'name', title: t('文件名'), dataIndex: 'name' },
          { key: 'whole', title: t('范围'), render: (_, row) => (row.whole ? t('全量') : t('补充')) },
          ...(['lines', 'added', 'changed', 'unchanged'] as const).map((key) => ({
            key,
            title: { lines: t('行数'), added: t('新增'), changed: t('变更'), unchanged: t('不变') }[key],
            dataIndex: key,
            align: 'right' as const,
            className: 'num',
          })),
          {
            key: 'faulty',
            title: t('有误'),
            align: 'right',
            render: (_, row) =>
              row.faulty === 0 ? (
                <span className="num">0</span>
              ) : (
                <button type="button" className="link-button num" onClick={() => show(row.file)}>
                  {count(row.faulty)}
                </button>
              ),
          },
          { key: 'who', title: t('经办人'), dataIndex: 'officer_name' },
          { key: 'at', title: t('时间'), render: (_, row) => <span className="num">{row.known_at.slice(0, 16)}</span> },
        ]}
      />
      {shown !== undefined && <LineFaults path={`${path}/${shown}/faults`} workbook={`${path}/${shown}/faults.xlsx`} close={() => show(undefined)} />}
    </>
  )
}

function BringFile({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const address = useAddress()
  const layouts = useQuery(fileLayoutsQuery)
  const [layout, setLayout] = useState('persons')
  const [file, setFile] = useState<File>()
  const [whole, setWhole] = useState(false)
  const path = `/api/takeovers/${of.takeover}`
  const bring = useMutation({
    mutationFn: async (chosen: File) => {
      const { upload } = await sendFile(chosen, { unit: of.unit, layout })
      return post<{ job: string }>(`${path}/files`, { upload, whole })
    },
    onSuccess: ({ job }) => address.change({ job }),
  })
  const check = useMutation({ mutationFn: () => post<{ job: string }>(`${path}/checks`, {}), onSuccess: ({ job }) => address.change({ job }) })
  const list = (layouts.data ?? []).filter((one) => one.layout !== 'four_ways')
  return (
    <section className="panel">
      <form
        className="filters"
        onSubmit={(event) => {
          event.preventDefault()
          if (file !== undefined) bring.mutate(file)
        }}
      >
        <div className="filter">
          <span id="layout-label">{t('格式')}</span>
          <Select
            aria-labelledby="layout-label"
            style={{ width: 180 }}
            value={layout}
            options={list.map((one) => ({ value: one.layout, label: one.name }))}
            onChange={setLayout}
          />
        </div>
        <FileField onChoose={setFile} />
        <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>
          {t('全量：代替以前导入的同类文件')}
        </Checkbox>
        <AllowedButton
          permission="takeover.manage"
          who="基金管理岗、基金财务岗"
          type="primary"
          htmlType="submit"
          ready={file !== undefined}
          loading={bring.isPending}
        >
          {t('导入')}
        </AllowedButton>
        <a className="download" href={`/api/file-layouts/${layout}/template.xlsx`} download>
          {t('下载模板')}
        </a>
        <Button loading={check.isPending} onClick={() => check.mutate()}>
          {t('核对文件')}
        </Button>
      </form>
      <p className="quiet">{list.find((one) => one.layout === layout)?.about}</p>
      <FormFailure error={bring.error ?? check.error} />
    </section>
  )
}
