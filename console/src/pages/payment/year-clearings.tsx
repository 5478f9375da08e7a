// 年度清算: every provider of a fund and a year, and the form that prepares one's clearing.
import InputNumber from 'antd/es/input-number'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { YearClearing } from '../../api/payment-types.js'
import { useText } from '../../language/language.js'
import { useAddress } from '../../session/address.js'
import { AllowedButton } from '../../session/allowed-button.js'
import { AskDialog, type AskedField } from './desk/ask-dialog.js'
import { sortedColumn, sortedYuan, textColumn } from './desk/columns.js'
import { DeskList } from './desk/desk-list.js'
import { OneYearClearing } from './one-year-clearing.js'

const STAGES = { none: '未编制', begun: '待复核', reviewed: '已复核', approved: '已审批', refused: '未通过' }
const RATE = '如 0.85 或 85%；不填则取支付参数，都没有的不能清算'
const FIELDS: readonly AskedField[] = [
  {
    name: 'basis',
    label: '约定方式',
    kind: 'choice',
    options: [
      { value: 'budget', label: '年度预算' },
      { value: 'method', label: '支付方式结果' },
    ],
  },
  { name: 'document', label: '协议或结果文件', kind: 'text' },
  { name: 'agreed_fen', label: '约定金额', kind: 'yuan', optional: true, hint: '按支付方式计算的不填' },
  { name: 'method', label: '支付方式代码', kind: 'text', optional: true, hint: '如 40 DRG、50 DIP、3 按床日；由系统按单价计算约定金额' },
  { name: 'quantity', label: '数量', kind: 'text', optional: true, hint: '点数、分值、人数照结果文件；床日、例数由系统统计，不填' },
  { name: 'price', label: '单价（元）', kind: 'text', optional: true },
  { name: 'surplus_kept', label: '结余留用比例', kind: 'text', optional: true, hint: RATE },
  { name: 'surplus_from', label: '结余留用的最低使用率', kind: 'text', optional: true },
  { name: 'overspend_shared', label: '超支分担比例', kind: 'text', optional: true, hint: RATE },
  { name: 'overspend_to', label: '超支分担上限', kind: 'text', optional: true, hint: '占约定金额的比例，如 110%' },
]

export function YearClearings({ book }: { readonly book: string }) {
  const t = useText()
  const address = useAddress()
  const [preparing, prepare] = useState<YearClearing>()
  const year = Number(address.of('year') ?? dayjs().year() - 1)
  const open = (number: string) => address.change({ open: number, page: address.page === 1 ? undefined : address.page })
  return (
    <>
      <div className="filters">
        <div className="filter">
          <span id="clearing-year">{t('年度')}</span>
          <InputNumber
            aria-labelledby="clearing-year"
            precision={0}
            min={2010}
            max={2100}
            value={year}
            onChange={(next) => next !== null && address.change({ year: next, open: undefined })}
          />
        </div>
      </div>
      <DeskList<YearClearing>
        path="/api/year-clearings"
        query={{ book, year }}
        sorted
        keyOf={({ provider }) => provider}
        search="机构名称或编码"
        stages={STAGES}
        excel="/api/year-clearings.xlsx"
        empty="这个年度没有结算的机构"
        columns={[
          sortedColumn(t, address, 'provider_name', '机构', ({ provider_name }) => provider_name),
          sortedYuan(t, address, 'reviewed_fen', '审核认定', ({ reviewed_fen }) => reviewed_fen),
          sortedYuan(t, address, 'deducted_fen', '− 扣款', ({ deducted_fen }) => deducted_fen),
          sortedYuan(t, address, 'settled_fen', '月结合计', ({ settled_fen }) => settled_fen),
          sortedYuan(t, address, 'agreed_fen', '约定金额', ({ agreed_fen }) => agreed_fen),
          sortedYuan(t, address, 'difference_fen', '差额', ({ difference_fen }) => difference_fen),
          sortedYuan(t, address, 'deposit_held_fen', '未返还保证金', ({ deposit_held_fen }) => deposit_held_fen),
          sortedYuan(t, address, 'prepaid_left_fen', '预付金余额', ({ prepaid_left_fen }) => prepaid_left_fen),
          textColumn(t, '状态', ({ stage_name }) => t(stage_name)),
          textColumn(t, '办理', (row) =>
            row.number !== null && row.stage !== 'refused' ? (
              <AllowedButton permission="payment.see" who={t('基金财务岗')} size="small" onClick={() => row.number !== null && open(row.number)}>
                {t('打开')}
              </AllowedButton>
            ) : (
              <AllowedButton permission="cycle.review" who={t('定点机构管理岗')} size="small" onClick={() => prepare(row)}>
                {t('编制清算')}
              </AllowedButton>
            ),
          ),
        ]}
        beside={{ title: (number) => `${t('年度清算')} ${number}`, show: (number) => <OneYearClearing key={number} number={number} /> }}
      />
      {preparing !== undefined && (
        <AskDialog
          title={`${t('编制清算')} ${preparing.provider_name}`}
          path="/api/year-clearings"
          fixed={{ book, year, provider: preparing.provider }}
          initial={{ basis: 'budget' }}
          fields={FIELDS}
          close={() => prepare(undefined)}
          done={({ number }) => number !== undefined && open(number)}
        />
      )}
    </>
  )
}
