// Somebody saved meanwhile: both texts stand side by side, nothing of either is lost, and what is brought together is saved upon theirs.
import Button from 'antd/es/button'
import Modal from 'antd/es/modal'
import { useRef } from 'react'
import { RequestFailed } from '../../../api/request.js'
import { useText } from '../../../language/language.js'
import { TextDiff } from './text-diff.js'

export interface Clash {
  readonly sentence: string
  readonly revision: number
  readonly savedBy: string
  readonly savedText: string
  readonly yourText: string
}

/** The clash that a refused save tells of, if it is one. */
export function clashOf(error: Error | null): Clash | null {
  if (!(error instanceof RequestFailed) || error.failure.code !== 'saved_meanwhile') return null
  const { details = {}, sentence } = error.failure
  const [yours, theirs] = [details['your_text'], details['saved_text']]
  if (yours === undefined || theirs === undefined) return null
  return { sentence, revision: Number(details['revision']), savedBy: details['saved_by'] ?? '', savedText: theirs, yourText: yours }
}

interface ConflictProps {
  readonly of: Clash
  readonly busy: boolean
  readonly close: () => void
  readonly save: (text: string) => void
}

export function Conflict({ of, busy, close, save }: ConflictProps) {
  const t = useText()
  const merged = useRef({ of, text: of.yourText })
  if (merged.current.of !== of) merged.current = { of, text: of.yourText }
  return (
    <Modal
      open
      width="min(1240px, 94vw)"
      title={t('别人先保存了')}
      onCancel={close}
      mask={{ closable: false }}
      footer={[
        <Button key="back" onClick={close}>
          {t('先不保存，回到编辑')}
        </Button>,
        <Button key="save" type="primary" loading={busy} onClick={() => save(merged.current.text)}>
          {t('按右边的文本保存为第 {n} 稿', { n: of.revision + 1 })}
        </Button>,
      ]}
    >
      <p role="alert">{of.sentence}</p>
      <p className="quiet">{t('左边是对方已保存的，右边是您的，可以直接改；用中间的箭头把对方的一处搬到右边。')}</p>
      <TextDiff
        left={{ name: t('第 {n} 稿，{name}保存', { n: of.revision, name: of.savedBy }), text: of.savedText }}
        right={{ name: t('您的文本（合并后保存）'), text: of.yourText }}
        change={(text) => {
          merged.current = { of, text }
        }}
      />
    </Modal>
  )
}
