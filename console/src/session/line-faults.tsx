// The lines of a file that could not be read, each with what to do.
import { useQuery } from '@tanstack/react-query'
import Modal from 'antd/es/modal'
import Table from 'antd/es/table'
import { lineFaultsQuery } from '../api/take-over-queries.js'
import { useText } from '../language/language.js'
import { Answer } from '../shell/states.js'

export function LineFaults({ path, workbook, close }: { readonly path: string; readonly workbook?: string; readonly close: () => void }) {
  const t = useText()
  const answer = useQuery(lineFaultsQuery(path))
  return (
    <Modal open onCancel={close} title={t('有误的行')} footer={null} width={760}>
      <p>
        {t('这些行已经留存但没有采用；改正后重新导入整份文件或只导入改正的行。')}{' '}
        {workbook !== undefined && (
          <a className="download" href={workbook} download>
            {t('导出 Excel')}
          </a>
        )}
      </p>
      <Answer of={answer}>
        {(found) => (
          <Table
            size="small"
            rowKey="line"
            dataSource={'rows' in found ? found.rows : found}
            pagination={{ pageSize: 10, hideOnSinglePage: true }}
            columns={[
              { key: 'line', title: t('行'), dataIndex: 'line', className: 'num', width: 80 },
              { key: 'sentence', title: t('错误'), dataIndex: 'sentence' },
            ]}
          />
        )}
      </Answer>
    </Modal>
  )
}
