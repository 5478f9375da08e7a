// What a try or an import came to: counts, what to mind, and every fault with its row.
import Table from 'antd/es/table'
import type { ImportReport } from '../../api/catalogue-types.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'

export function ImportOutcome({ report }: { readonly report: ImportReport }) {
  const t = useText()
  const counts = {
    rows: count(report.rows),
    added: count(report.added),
    changed: count(report.changed),
    ended: count(report.ended),
    unchanged: count(report.unchanged),
    faults: count(report.fault_count),
  }
  return (
    <section className="access-request" role="status">
      <p>
        <strong>{report.version === null ? t('试导入，未入库') : t('已入库为第{n}版', { n: report.version })}</strong>{' '}
        {t('共{rows}行：新增{added}，变更{changed}，停用{ended}，不变{unchanged}，错误{faults}', counts)}
      </p>
      {report.notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
      {report.faults.length > 0 && (
        <Table
          size="small"
          rowKey={(fault) => `${fault.row}-${fault.sentence}`}
          dataSource={report.faults}
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          columns={[
            { key: 'row', title: t('行'), dataIndex: 'row', className: 'num', width: 80 },
            { key: 'sentence', title: t('错误'), dataIndex: 'sentence' },
          ]}
        />
      )}
    </section>
  )
}
