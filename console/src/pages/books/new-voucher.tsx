// Writing a voucher by hand: of a permitted kind, as the correction of a posted one, or anew after it was sent back.
import { useQuery } from '@tanstack/react-query'
import { manualKindsQuery, voucherDraftQuery, voucherQuery } from '../../api/book-desk-queries.js'
import type { VoucherLine } from '../../api/book-desk-types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/fund.css'
import { type Beginning, VoucherEditor } from './voucher-editor.js'

export function NewVoucherPage() {
  const t = useText()
  const address = useAddress()
  const [corrects, replaces] = [address.of('corrects'), address.of('replaces')]
  const book = address.of('book') ?? ''
  return (
    <Guarded permission="voucher.prepare">
      <div className="page-head">
        <h1>{t('编制手工凭证')}</h1>
        <p>{t('只用于还没有业务模块的事项；有业务的请在业务里办理，凭证会自动生成。')}</p>
      </div>
      {replaces !== undefined ? (
        <Replacing book={book} draft={replaces} />
      ) : corrects !== undefined ? (
        <Correcting book={book} voucher={corrects} purpose={address.of('purpose') ?? 'red_letter'} />
      ) : (
        <Editing book={book} from={{ purpose: undefined, text: '', lines: [] }} />
      )}
    </Guarded>
  )
}

function Editing({ book, from }: { readonly book: string; readonly from: Beginning }) {
  const kinds = useQuery(manualKindsQuery(book))
  return <Answer of={kinds}>{(known) => <VoucherEditor book={book} kinds={known} from={from} />}</Answer>
}

function Correcting({ book, voucher, purpose }: { readonly book: string; readonly voucher: string; readonly purpose: string }) {
  const t = useText()
  const answer = useQuery(voucherQuery(book, voucher))
  const sign = purpose === 'red_letter' ? -1 : 1
  return (
    <Answer of={answer}>
      {(of) => (
        <Editing
          book={book}
          from={{
            purpose,
            corrects: voucher,
            text: t(purpose === 'red_letter' ? '冲销 {month} 记-{n}' : '补记 {month} 记-{n}', { month: of.booked_on.slice(0, 7), n: of.number }),
            lines: of.entries.map((line) => plain(line, sign)),
          }}
        />
      )}
    </Answer>
  )
}

function Replacing({ book, draft }: { readonly book: string; readonly draft: string }) {
  const answer = useQuery(voucherDraftQuery(draft))
  return (
    <Answer of={answer}>
      {(of) => (
        <Editing
          book={book}
          from={{
            purpose: of.purpose,
            replaces: draft,
            text: of.text,
            lines: of.lines.map((line) => plain(line, 1)),
            ...(of.corrects === null ? {} : { corrects: of.corrects }),
          }}
        />
      )}
    </Answer>
  )
}

/** Red amounts become the other side's: the server knows which lines are red. */
function plain({ account, detail, unit, debit_fen, credit_fen }: VoucherLine, sign: 1 | -1) {
  const fen = sign * (debit_fen - credit_fen)
  return { account, detail, unit, debit: fen > 0 ? fen : null, credit: fen < 0 ? -fen : null }
}
