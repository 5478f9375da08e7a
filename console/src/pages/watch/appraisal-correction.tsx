// What a correction corrects, why, by which document, and whose result it changed; and the form that asks for one.
import Input from 'antd/es/input'
import Modal from 'antd/es/modal'
import Table from 'antd/es/table'
import { useState } from 'react'
import type { Appraisal } from '../../api/watch-types.js'
import { useText } from '../../language/language.js'
import { AllowedButton } from '../../session/allowed-button.js'

export interface Correction {
  readonly reason: string
  readonly document: string
}

export function AppraisalCorrection({ of }: { readonly of: Appraisal }) {
  const t = useText()
  if (of.correction === null) return null
  return (
    <section className="panel">
      <header>
        <h2>{t('更正')}</h2>
        <span className="quiet">
          {of.correction.reason}（{of.correction.document}）
        </span>
      </header>
      {of.changes.length === 0 ? (
        <p className="quiet">{t('与更正前相比，总分和名次没有变化')}</p>
      ) : (
        <Table<Appraisal['changes'][number]>
          size="small"
          rowKey="unit"
          pagination={false}
          dataSource={[...of.changes]}
          columns={[
            { title: t('单位'), dataIndex: 'name' },
            { title: t('更正前总分'), align: 'right', render: (_, row) => row.total_before ?? '—' },
            { title: t('更正后总分'), align: 'right', render: (_, row) => row.total ?? '—' },
            { title: t('更正前名次'), align: 'right', render: (_, row) => row.rank_before ?? '—' },
            { title: t('更正后名次'), align: 'right', render: (_, row) => row.rank ?? '—' },
          ]}
        />
      )}
    </section>
  )
}

/** A year that was approved is computed again only with a reason and a document. */
export function CorrectButton({ pending, correct }: { readonly pending: boolean; readonly correct: (correction: Correction) => void }) {
  const t = useText()
  const [asking, setAsking] = useState(false)
  const [given, setGiven] = useState<Correction>({ reason: '', document: '' })
  const complete = given.reason.trim().length >= 4 && given.document.trim().length >= 4
  return (
    <>
      <AllowedButton permission="appraisal.compute" who="基金管理岗" loading={pending} onClick={() => setAsking(true)}>
        {t('更正并重新计算')}
      </AllowedButton>
      <Modal
        open={asking}
        title={t('更正已批准的考核')}
        okText={t('重新计算')}
        cancelText={t('取消')}
        okButtonProps={{ disabled: !complete }}
        onCancel={() => setAsking(false)}
        onOk={() => {
          setAsking(false)
          correct(given)
        }}
      >
        <p>{t('原结果保留；更正后的结果要重新征求异议，由另一人批准，再公布。')}</p>
        <Input
          aria-label={t('更正理由')}
          placeholder={t('更正理由')}
          value={given.reason}
          onChange={(event) => setGiven({ ...given, reason: event.target.value })}
        />
        <Input
          aria-label={t('更正文号')}
          placeholder={t('更正文号')}
          value={given.document}
          onChange={(event) => setGiven({ ...given, document: event.target.value })}
        />
      </Modal>
    </>
  )
}
