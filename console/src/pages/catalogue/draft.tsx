// One prepared import: what its check found, every fault with its row, what would change, and the second officer's decision.
import { useQuery } from '@tanstack/react-query'
import Alert from 'antd/es/alert'
import Table from 'antd/es/table'
import { Link, useParams } from 'react-router'
import type { CatalogueDraftDetail } from '../../api/catalogue-types.js'
import { draftQuery } from '../../api/hospital-queries.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { JobWatch } from '../../session/job-watch.js'
import { Steps } from '../../session/steps.js'
import { TitledFacts } from '../../session/titled-facts.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/hospital.css'
import { DraftActs } from './draft-acts.js'
import { DraftChanges } from './draft-changes.js'
import { STANDINGS, STEPS } from './draft-words.js'

export function DraftPage() {
  const { draft = '' } = useParams()
  return (
    <Guarded permission="catalogue.see">
      <Question draft={draft} />
    </Guarded>
  )
}

function Question({ draft }: { readonly draft: string }) {
  const t = useText()
  const answer = useQuery(draftQuery(draft))
  const job = useAddress().of('job')
  return (
    <>
      <p className="back-line">
        <Link to="/catalogue?tab=drafts">{t('全部导入')}</Link>
      </p>
      {job !== undefined && (
        <JobWatch
          job={job}
          title={t('导入任务')}
          refresh={[`/api/catalogue/drafts/${draft}`, `/api/catalogue/drafts/${draft}/changes`, '/api/catalogue/versions']}
        >
          {(result) => (
            <p>
              {'version' in result
                ? t('已入库为第{n}版', { n: String(result['version']) })
                : t('检查完成，错误 {n} 处。', { n: Number(result['faults'] ?? 0) })}
            </p>
          )}
        </JobWatch>
      )}
      <Answer of={answer}>{(one) => <Draft of={one} />}</Answer>
    </>
  )
}

function Draft({ of }: { readonly of: CatalogueDraftDetail }) {
  const t = useText()
  return (
    <>
      <div className="page-head">
        <h1>{of.edition}</h1>
        <p>
          <span className={`standing ${of.standing}`}>{t(STANDINGS.get(of.standing) ?? of.standing)}</span>{' '}
          {t('{file}，自 {day} 起生效', { file: of.file_name, day: of.in_force })}
        </p>
        <div className="actions">
          <DraftActs of={of} />
        </div>
      </div>
      <div className="stack">
        {of.overtaken && of.standing === 'checked' && <Alert type="warning" showIcon title={t('检查之后目录又有了新版本，下面的变化已不准；请重新检查。')} />}
        {of.notices.map((notice) => (
          <Alert key={notice} type="info" showIcon title={notice} />
        ))}
        <div className="cards">
          <section className="panel">
            <h2>{t('检查结果')}</h2>
            <Counts of={of} />
          </section>
          <section className="panel">
            <h2>{t('办理经过')}</h2>
            <p className="quiet">{t('{name} 于 {at} 准备', { name: of.prepared_by, at: of.prepared_at })}</p>
            <Steps of={of.steps} words={STEPS} />
          </section>
        </div>
        {of.faults.length > 0 ? <Faults of={of} /> : of.standing !== 'prepared' && <DraftChanges draft={of.draft} />}
      </div>
    </>
  )
}

function Counts({ of }: { readonly of: CatalogueDraftDetail }) {
  const t = useText()
  const shown = (value: number | null): string => (value === null ? '' : count(value))
  return (
    <TitledFacts
      of={[
        [t('文件行数'), shown(of.rows)],
        [t('新增'), shown(of.added)],
        [t('变更'), shown(of.changed)],
        [t('停用'), shown(of.ended)],
        [t('不变'), shown(of.unchanged)],
        [t('错误'), shown(of.fault_count)],
        [t('完整目录'), of.complete ? t('是，没有列出的停用') : t('否')],
        [t('比对的版本'), of.base === null ? '' : t('第{n}版', { n: of.base })],
      ]}
    />
  )
}

function Faults({ of }: { readonly of: CatalogueDraftDetail }) {
  const t = useText()
  return (
    <section>
      <h2>{t('全部错误：改正文件后重新准备')}</h2>
      <Table
        size="small"
        rowKey={(fault) => `${fault.row}-${fault.sentence}`}
        dataSource={[...of.faults]}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        columns={[
          { key: 'row', title: t('行'), className: 'num', width: 80, render: (_, fault) => (fault.row === 0 ? '—' : fault.row) },
          { key: 'sentence', title: t('错误'), dataIndex: 'sentence' },
        ]}
      />
    </section>
  )
}
