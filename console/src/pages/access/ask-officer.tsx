// Asking for an account, or for another role, area or institution of one; a second security administrator decides.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Select from 'antd/es/select'
import { officerRolesQuery } from '../../api/officer-queries.js'
import type { OfficerRow } from '../../api/officer-types.js'
import { areasQuery } from '../../api/queries.js'
import { post } from '../../api/request.js'
import type { AreaTree } from '../../api/session-types.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { useSession } from '../../session/session.js'

interface Given {
  readonly account?: string
  readonly name: string
  readonly role: string
  readonly area: string
  readonly provider?: string
  readonly reason: string
}

interface AskOfficerProps {
  /** Whose account changes; absent for a new one. */
  readonly of?: OfficerRow
  readonly close: () => void
  readonly done: () => void
}

export function AskOfficer({ of, close, done }: AskOfficerProps) {
  const t = useText()
  const client = useQueryClient()
  const send = useMutation({
    mutationFn: (given: Given) => post('/api/officer-requests', bodyOf(given, of)),
    onSuccess: async () => {
      await client.invalidateQueries()
      close()
      done()
    },
  })
  const initial = of === undefined ? {} : { name: of.name, role: `${of.department}/${of.role}`, area: of.area, provider: of.provider ?? undefined }
  return (
    <Modal
      open
      onCancel={close}
      title={of === undefined ? t('申请开设账号') : t('申请变更账号 {account}', { account: of.account })}
      footer={null}
      destroyOnHidden
    >
      <p className="consequence">
        {of === undefined ? t('由另一名安全管理员复核同意后开设，并给出一次性密码。') : t('由另一名安全管理员复核同意后生效；生效时，此人的登录随即结束。')}
      </p>
      <Form<Given> layout="vertical" requiredMark={false} initialValues={initial} onFinish={(given) => send.mutate(given)}>
        <Fields fresh={of === undefined} />
        <FormFailure error={send.error} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('提交复核')}
        </Button>
      </Form>
    </Modal>
  )
}

function bodyOf({ role: both, provider, account, ...given }: Given, of: OfficerRow | undefined): object {
  const [department, role] = both.split('/')
  const who = of === undefined ? { account: account?.trim() } : { officer: of.officer }
  return { ...given, ...who, department, role, ...(provider === undefined || provider.trim() === '' ? {} : { provider: provider.trim().toUpperCase() }) }
}

function Fields({ fresh }: { readonly fresh: boolean }) {
  const t = useText()
  const roles = useQuery(officerRolesQuery)
  const chosen = Form.useWatch<string | undefined>('role')
  const ofInstitution = roles.data?.some(({ department, role, scope }) => `${department}/${role}` === chosen && scope === 'institution') === true
  const must = (message: string) => [{ required: true, whitespace: true, message }]
  const account = { pattern: /^[a-z0-9][a-z0-9._-]{1,39}$/, message: t('小写字母、数字、点、横线，2至40位。') }
  return (
    <>
      {fresh && (
        <Form.Item name="account" label={t('登录账号')} rules={[...must(t('请填写账号。')), account]}>
          <Input autoComplete="off" maxLength={40} autoFocus />
        </Form.Item>
      )}
      <Form.Item name="name" label={t('人员姓名')} rules={must(t('请填写姓名。'))}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="role" label={t('授予岗位')} rules={[{ required: true, message: t('请选择部门和岗位。') }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={(roles.data ?? []).map((one) => ({ value: `${one.department}/${one.role}`, label: `${t(one.department_name)} · ${t(one.role_name)}` }))}
        />
      </Form.Item>
      <AreaField />
      {ofInstitution && (
        <Form.Item name="provider" label={t('机构编码')} rules={must(t('请填写机构编码。'))}>
          <Input maxLength={12} />
        </Form.Item>
      )}
      <Form.Item name="reason" label={t('理由')} rules={[{ required: true, whitespace: true, min: 2, message: t('请写明理由，至少两个字。') }]}>
        <Input.TextArea rows={2} maxLength={200} showCount />
      </Form.Item>
    </>
  )
}

/** The officer's own place and what lies beneath it. */
function AreaField() {
  const t = useText()
  const { home } = useSession()
  const areas = useQuery(areasQuery)
  return (
    <Form.Item name="area" label={t('所属区域')} rules={[{ required: true, message: t('请选择区域。') }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} loading={areas.isPending} options={areas.data === undefined ? [] : placesBeneath(areas.data, home)} />
    </Form.Item>
  )
}

function placesBeneath(tree: AreaTree, home: string): { value: string; label: string }[] {
  const all = tree.children.flatMap((unit) => [
    { code: unit.code, name: unit.name, above: [tree.code] },
    ...unit.children.map((town) => ({ code: town.code, name: `${unit.name} ${town.name}`, above: [tree.code, unit.code] })),
  ])
  return [{ code: tree.code, name: tree.name, above: [] as string[] }, ...all]
    .filter(({ code, above }) => code === home || above.includes(home))
    .map(({ code, name }) => ({ value: code, label: name }))
}
