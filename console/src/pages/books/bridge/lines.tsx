// The bridge as one table: cash net assets, what is owed to the fund, what the fund owes, the position; under each line what moved it.
import Alert from 'antd/es/alert'
import Table from 'antd/es/table'
import dayjs from 'dayjs'
import { Link } from 'react-router'
import type { Bridge, BridgeLine } from '../../../api/bridge-types.js'
import { Yuan } from '../../../format/amount.js'
import { useText } from '../../../language/language.js'
import { booksPath } from '../../fund/books-path.js'

interface Row {
  readonly key: string
  readonly name: string
  readonly sign: string
  readonly strong: boolean
  readonly opening: number | null
  readonly change: number
  readonly closing: number | null
  readonly unexplained: number | null
  /** Where the lines behind it stand. */
  readonly to: string | undefined
  readonly children?: readonly Row[]
}

const SIGN: Readonly<Record<BridgeLine['side'], string>> = { cash: '', receivable: '加：', payable: '减：', position: '等于：' }

export function BridgeLines({ of, unit }: { readonly of: Bridge; readonly unit: string | undefined }) {
  const t = useText()
  const rows = of.lines.map((line) => rowOf(line, of, unit))
  const whole = of.lines.every(({ unexplained_fen }) => unexplained_fen === 0)
  return (
    <>
      <Alert
        type={whole ? 'success' : 'error'}
        role={whole ? 'status' : 'alert'}
        showIcon
        style={{ marginBottom: 12 }}
        title={whole ? t('每一行的变动都有业务解释，两本账相符。') : t('有变动找不到对应业务，请从“未解释”一列查起。')}
      />
      <Table<Row>
        size="small"
        rowKey="key"
        pagination={false}
        dataSource={rows}
        expandable={{ defaultExpandAllRows: true }}
        scroll={{ x: 'max-content' }}
        title={() => `${t('现金与权责调节表')} · ${of.name} · ${of.month} · ${t('单位：元')}`}
        columns={[
          { title: t('项目'), render: (_, row) => <Name row={row} /> },
          { title: t('期初'), align: 'right', render: (_, row) => (row.opening === null ? null : <Yuan fen={row.opening} strong={row.strong} />) },
          { title: t('本月变动'), align: 'right', render: (_, row) => <Yuan fen={row.change} strong={row.strong} /> },
          { title: t('期末'), align: 'right', render: (_, row) => (row.closing === null ? null : <Yuan fen={row.closing} strong={row.strong} />) },
          { title: t('未解释'), align: 'right', render: (_, row) => (row.unexplained === null ? null : <Yuan fen={row.unexplained} />) },
        ]}
      />
    </>
  )
}

function Name({ row }: { readonly row: Row }) {
  const t = useText()
  const name = row.to === undefined ? row.name : <Link to={row.to}>{row.name}</Link>
  return (
    <>
      {t(row.sign)}
      {row.strong ? <strong>{name}</strong> : name}
    </>
  )
}

function rowOf(line: BridgeLine, { book, month }: Bridge, unit: string | undefined): Row {
  const days = { unit, from: `${month}-01`, to: dayjs(`${month}-01`).endOf('month').format('YYYY-MM-DD') }
  const cash = line.side === 'cash'
  const memoPath = cash || line.side === 'position' ? undefined : booksPath(book, 'memo', { account: line.account, ...days })
  const children = line.moves.map(
    ({ cause, name, fen }): Row => ({
      ...{ key: `${line.account}/${cause}`, name, sign: '', strong: false, opening: null, change: fen, closing: null, unexplained: null },
      to: cash ? booksPath(book, 'entries', { account: cause, ...days }) : memoPath,
    }),
  )
  return {
    ...{ key: line.account, name: line.name, sign: SIGN[line.side], strong: cash || line.side === 'position', to: memoPath },
    ...{ opening: line.opening_fen, change: line.change_fen, closing: line.closing_fen, unexplained: line.unexplained_fen },
    ...(children.length === 0 ? {} : { children }),
  }
}
