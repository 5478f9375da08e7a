// One deposit's return, with what it rests on.
import { useQuery } from '@tanstack/react-query'
import Table from 'antd/es/table'
import type { DepositDetail } from '../../api/payment-types.js'
import { one } from '../../api/queries.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { useUnitName } from '../../session/unit-name.js'
import { Answer } from '../../shell/states.js'
import { Facts, textColumn, yuanColumn } from './desk/columns.js'
import { DecidedSteps } from './desk/decided.js'

export function OneDeposit({ number }: { readonly number: string }) {
  const t = useText()
  const unitName = useUnitName()
  const answer = useQuery(one<DepositDetail>(`/api/deposit-decisions/${number}`))
  return (
    <Answer of={answer}>
      {(of) => (
        <>
          <Facts
            of={[
              [t('机构'), of.provider_name],
              [t('年度'), of.year],
              [t('考核得分'), of.score],
              [t('考核结果文件'), of.evidence],
              [t('依据'), of.source],
              [t('返还'), <Yuan key="back" fen={of.returned_fen} strong />],
            ]}
          />
          <Table<DepositDetail['lines'][number]>
            size="small"
            rowKey={({ unit, part_name, care_name }) => `${unit} ${part_name} ${care_name}`}
            pagination={false}
            dataSource={[...of.lines]}
            columns={[
              textColumn(t, '核算单位', ({ unit }) => unitName(unit)),
              textColumn(t, '费用类别', ({ care_name }) => t(care_name)),
              yuanColumn(t, '预留', ({ held_fen }) => held_fen),
              yuanColumn(t, '返还', ({ returned_fen }) => returned_fen),
            ]}
          />
          <DecidedSteps of={of} path={`/api/deposit-decisions/${number}`} />
        </>
      )}
    </Answer>
  )
}
