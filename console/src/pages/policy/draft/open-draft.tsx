// Opens a draft: a document of its own from a template, or the newest text of a published one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Select from 'antd/es/select'
import { Link, useNavigate } from 'react-router'
import type { Draft, DraftSummary } from '../../../api/draft-types.js'
import { documentQuery, documentsQuery, draftQuery, draftsQuery } from '../../../api/policy-queries.js'
import type { DocumentDetail, PolicyDocument } from '../../../api/policy-types.js'
import { post } from '../../../api/request.js'
import { useText } from '../../../language/language.js'
import { useAddress } from '../../../session/address.js'
import { useSession } from '../../../session/session.js'
import { FailureLine } from '../../../shell/failure-line.js'
import { Guarded } from '../../../shell/guarded.js'
import { Answer } from '../../../shell/states.js'
import '../../../style/pages.css'
import '../../../style/policy.css'
import { newText } from './new-text.js'

export function OpenDraft() {
  const t = useText()
  const documents = useQuery(documentsQuery)
  const drafts = useQuery(draftsQuery)
  return (
    <Guarded permission="policy.draft">
      <div className="page-head">
        <div>
          <p>
            <Link to="/policy/drafts">{t('政策草案')}</Link>
          </p>
          <h1>{t('起草')}</h1>
        </div>
      </div>
      <Answer of={documents}>{(list) => <Answer of={drafts}>{(begun) => <Choice documents={list} begun={begun} />}</Answer>}</Answer>
    </Guarded>
  )
}

interface Known {
  readonly documents: readonly PolicyDocument[]
  readonly begun: readonly DraftSummary[]
}

function Choice({ documents, begun }: Known) {
  const t = useText()
  const address = useAddress()
  const changes = address.of('changes')
  const newest = documents.filter((one) => documents.find(({ path }) => path === one.path) === one)
  return (
    <section className="panel narrow">
      <div className="filter open-choice">
        <span id="changes-label">{t('在哪份文件上起草')}</span>
        <Select
          aria-labelledby="changes-label"
          showSearch={{ optionFilterProp: 'label' }}
          value={changes ?? ''}
          options={[
            { value: '', label: t('新文件') },
            ...newest.map(({ hash, document, title, area_name }) => ({ value: hash, label: `${area_name} · ${document}${title === null ? '' : ` ${title}`}` })),
          ]}
          onChange={(next: string) => address.change({ changes: next })}
        />
      </div>
      {changes === undefined ? (
        <OpeningForm base={null} documents={documents} begun={begun} />
      ) : (
        <Rewriting hash={changes} documents={documents} begun={begun} />
      )}
    </section>
  )
}

function Rewriting({ hash, ...known }: Known & { readonly hash: string }) {
  const base = useQuery(documentQuery(hash, {}))
  return <Answer of={base}>{(detail) => <OpeningForm key={detail.hash} base={detail} {...known} />}</Answer>
}

interface Opening {
  readonly area: string
  readonly title: string
  readonly path: string
}

function OpeningForm({ base, documents, begun }: Known & { readonly base: DocumentDetail | null }) {
  const t = useText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { pool, pool_name } = useSession()
  const open = useMutation({
    mutationFn: ({ area, title, path }: Opening) =>
      post<Draft>(
        '/api/policy/drafts',
        base === null ? { area, title, path, text: newText(title, area) } : { area: base.area, title, changes: base.hash, text: base.text },
      ),
    onSuccess: async (draft) => {
      client.setQueryData(draftQuery(draft.draft).queryKey, draft)
      await client.invalidateQueries({ queryKey: draftsQuery.queryKey })
      await navigate(`/policy/drafts/${draft.draft}`)
    },
  })
  const areas = new Map([[pool, pool_name], ...documents.map(({ area, area_name }) => [area, area_name] as const)])
  return (
    <Form<Opening>
      layout="vertical"
      requiredMark={false}
      initialValues={{
        area: base?.area ?? pool,
        title: base === null ? '' : t('{name}（修订）', { name: base.title ?? base.document }),
        path: pathIn(documents, begun, pool),
      }}
      onFinish={(given) => open.mutate(given)}
    >
      <Form.Item name="title" label={t('草案名称')} rules={[{ required: true, min: 2, whitespace: true, message: t('请写明名称，至少两个字。') }]}>
        <Input maxLength={200} />
      </Form.Item>
      {base === null && (
        <>
          <Form.Item name="area" label={t('发文地区')}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={[...areas].sort().map(([value, label]) => ({ value, label: `${label} ${value}` }))} />
          </Form.Item>
          <Form.Item
            name="path"
            label={t('文件路径')}
            extra={t('发布后文本放在这里；小写字母、数字和短横线。')}
            rules={[
              { pattern: /^policies\/[a-z0-9-]{1,60}\/[a-z0-9-]{1,60}\.md$/, message: t('请写成 policies/文件夹/文件名.md，只用小写字母、数字和短横线。') },
            ]}
          >
            <Input maxLength={140} spellCheck={false} />
          </Form.Item>
        </>
      )}
      <FailureLine error={open.error} otherwise={t('没有成功，请重试。')} />
      <Button type="primary" htmlType="submit" loading={open.isPending}>
        {t('开始起草')}
      </Button>
    </Form>
  )
}

/** The folder where the pool's documents are, and a name that is free. */
function pathIn(documents: readonly PolicyDocument[], begun: readonly DraftSummary[], pool: string): string {
  const folder = documents.find(({ area }) => area === pool)?.path.split('/')[1] ?? 'city'
  const taken = new Set([...documents, ...begun].map(({ path }) => path))
  const names = Array.from({ length: taken.size + 1 }, (_, index) => `policies/${folder}/change-${index + 1}.md`)
  return names.find((name) => !taken.has(name)) ?? ''
}
