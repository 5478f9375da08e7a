// Tasks with owner and date; done, opened again, or given another owner.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Table from 'antd/es/table'
import { post } from '../../../api/request.js'
import type { TakeOver, TakeOverTask } from '../../../api/take-over-types.js'
import { useText } from '../../../language/language.js'
import { AllowedButton } from '../../../session/allowed-button.js'
import { FormFailure } from '../../../session/form-failure.js'
import { NewTask } from './new-task.js'

export const STAGES: Readonly<Record<string, string>> = { data: '数据接管', audit: '清查审计', transfer: '基金划转', run: '并行运行' }

export function Tasks({ of }: { readonly of: TakeOver }) {
  const t = useText()
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: ({ task, done }: TakeOverTask) => post(`/api/takeovers/${of.takeover}/tasks/${task}/events`, { kind: done ? 'reopened' : 'done' }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section className="panel">
      <header>
        <h2>{t('任务')}</h2>
      </header>
      <FormFailure error={act.error} />
      <Table<TakeOverTask>
        size="small"
        scroll={{ x: 'max-content' }}
        rowKey="task"
        dataSource={of.task_list}
        pagination={false}
        columns={[
          { key: 'stage', title: t('阶段'), render: (_, row) => t(STAGES[row.stage] ?? row.stage) },
          { key: 'name', title: t('任务'), dataIndex: 'name' },
          { key: 'owner', title: t('责任人'), dataIndex: 'owner' },
          { key: 'due', title: t('期限'), render: (_, row) => <span className={row.overdue ? 'num negative' : 'num'}>{row.due}</span> },
          { key: 'done', title: t('状态'), render: (_, row) => (row.done ? t('已办完') : row.overdue ? t('已逾期') : t('未办完')) },
          {
            key: 'act',
            title: t('办理'),
            render: (_, row) => (
              <AllowedButton
                permission="takeover.manage"
                who="基金管理岗、基金财务岗"
                size="small"
                aria-label={`${row.name} ${row.done ? t('重新打开') : t('办完')}`}
                onClick={() => act.mutate(row)}
              >
                {row.done ? t('重新打开') : t('办完')}
              </AllowedButton>
            ),
          },
        ]}
      />
      <NewTask of={of} />
    </section>
  )
}
