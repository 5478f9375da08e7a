// Paper behind a voucher: what is attached, and attaching more.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { bookPath } from '../../api/book-desk-queries.js'
import type { VoucherFile } from '../../api/book-desk-types.js'
import { base64 } from '../../api/file-base64.js'
import { post } from '../../api/request.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { useMay } from '../../session/session.js'

interface FilesProps {
  readonly book: string
  readonly of: readonly VoucherFile[]
  readonly to: { readonly draft: string } | { readonly voucher: string }
}

export function Files({ book, of, to }: FilesProps) {
  const t = useText()
  const client = useQueryClient()
  const may = useMay()('voucher.prepare')
  const input = useRef<HTMLInputElement>(null)
  const attach = useMutation({
    mutationFn: async (file: File) => post<VoucherFile>(bookPath(book, 'attachments'), { ...to, name: file.name, content: await base64(file) }),
    onSuccess: () => client.invalidateQueries(),
  })
  return (
    <section>
      <h2>{t('附件')}</h2>
      {of.length === 0 && <p className="quiet">{t('还没有附件')}</p>}
      <ul className="plain-list">
        {of.map((file) => (
          <li key={file.attachment}>
            <a href={bookPath(book, `attachments/${file.attachment}`)} download>
              {file.name}
            </a>{' '}
            <small className="quiet">
              {t('{n} 字节', { n: count(file.size) })} · {file.officer_name} · SHA-256 {file.sha256.slice(0, 12)}…
            </small>
          </li>
        ))}
      </ul>
      {may && (
        <>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={t('选择附件')}
            accept=".pdf,.ofd,.png,.jpg,.jpeg,.xlsx,.docx"
            onChange={(event) => {
              const [file] = event.target.files ?? []
              if (file !== undefined) attach.mutate(file)
              event.target.value = ''
            }}
          />
          <button type="button" className="plain-button no-print" disabled={attach.isPending} onClick={() => input.current?.click()}>
            {t('添加附件')}
          </button>
          <p className="quiet no-print">{t('PDF、OFD、图片、Excel、Word，每个 5 MB 以内；附上后不能删除。')}</p>
        </>
      )}
      <FormFailure error={attach.error} />
    </section>
  )
}
