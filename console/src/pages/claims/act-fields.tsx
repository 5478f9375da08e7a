// The fields of the claims desk's forms; what is missing is said beside its field.
import Checkbox from 'antd/es/checkbox'
import DatePicker from 'antd/es/date-picker'
import Form from 'antd/es/form'
import Input from 'antd/es/input'
import Radio from 'antd/es/radio'
import { useText } from '../../language/language.js'
import { fenOf, shareOf } from './given.js'

const CAUSES = [
  ['no_other_party', '没有第三人责任'],
  ['work_injury', '工伤'],
  ['third_party', '第三人责任'],
  ['undetermined', '第三人无法确定'],
] as const

const GROUNDS = [
  ['does_not_pay', '责任方不支付'],
  ['cannot_be_determined', '无法确定责任方'],
  ['refused', '不予先行支付'],
] as const

export function DeclarationFields() {
  const t = useText()
  return (
    <>
      <DayField name="happened_on" label={t('受伤日期')} />
      <WordsField name="happened_at" label={t('受伤地点')} least={2} />
      <WordsField name="circumstances" label={t('受伤经过')} least={4} long />
      <ChoiceField name="claimed" label={t('本人自述的责任情形')} of={CAUSES} />
      <Form.Item name="promised" valuePropName="checked">
        <Checkbox>{t('已签个人承诺书：没有第三人责任，不实的费用退回')}</Checkbox>
      </Form.Item>
      <Form.Item
        name="mdtrt_id"
        label={t('就诊编号（不填：受伤之日起的意外伤害费用都适用）')}
        rules={[{ pattern: /^\s*\d{1,18}\s*$/, message: t('就诊编号是数字。') }]}
      >
        <Input />
      </Form.Item>
    </>
  )
}

export function FindingFields() {
  const t = useText()
  return (
    <>
      <ChoiceField name="found" label={t('调查结论')} of={CAUSES} />
      <ShareField />
      <WordsField name="basis" label={t('调查依据')} least={4} long />
    </>
  )
}

/** Asked only of a third party that was found; left empty it answers for everything. */
function ShareField() {
  const t = useText()
  const found = Form.useWatch<string | undefined>('found')
  if (found !== 'third_party') return null
  const fits = (text: string | undefined) => text === undefined || text.trim() === '' || shareOf(text) !== undefined
  return (
    <Form.Item
      name="liable_percent"
      label={t('第三人承担的比例（%，负全部责任的不填）')}
      extra={t('超过第三人责任部分的费用，按普通费用支付（社会保险基金先行支付暂行办法第二条）。')}
      rules={[
        { validator: (_, text?: string) => (fits(text) ? Promise.resolve() : Promise.reject(new Error(t('请填写 0 与 100 之间的百分数，如 70 或 66.67。')))) },
      ]}
    >
      <Input inputMode="decimal" suffix="%" style={{ width: 200 }} />
    </Form.Item>
  )
}

export function AdvanceFields() {
  const t = useText()
  return (
    <>
      <p className="quiet">{t('依据社会保险法第三十条：第三人不支付或者无法确定第三人的，由基金先行支付后向第三人追偿。')}</p>
      <ChoiceField name="ground" label={t('决定')} of={GROUNDS} />
      <WordsField name="liable_party" label={t('责任方')} least={2} />
      <WordsField name="basis" label={t('决定依据')} least={4} long />
    </>
  )
}

export function RecoveryFields() {
  const t = useText()
  return (
    <>
      <AmountField name="amount" label={t('到账金额（元）')} />
      <WordsField name="payer" label={t('付款方')} least={2} />
      <DayField name="received_on" label={t('到账日期')} />
    </>
  )
}

interface FieldProps {
  readonly name: string
  readonly label: string
}

export function DayField({ name, label, optional = false }: FieldProps & { readonly optional?: boolean }) {
  const t = useText()
  return (
    <Form.Item name={name} label={label} rules={optional ? [] : [{ required: true, message: t('请选日期。') }]}>
      <DatePicker style={{ width: 200 }} />
    </Form.Item>
  )
}

function WordsField({ name, label, least, long = false }: FieldProps & { readonly least: number; readonly long?: boolean }) {
  const t = useText()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, min: least, whitespace: true, message: t('至少写 {n} 个字。', { n: least }) }]}>
      {long ? <Input.TextArea rows={2} maxLength={200} /> : <Input maxLength={200} />}
    </Form.Item>
  )
}

export function ChoiceField({ name, label, of }: FieldProps & { readonly of: readonly (readonly [string, string])[] }) {
  const t = useText()
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('请选一项。') }]}>
      <Radio.Group options={of.map(([value, text]) => ({ value, label: t(text) }))} />
    </Form.Item>
  )
}

export function AmountField({ name, label, optional = false }: FieldProps & { readonly optional?: boolean }) {
  const t = useText()
  const fits = (text: string | undefined) => (text === undefined || text === '' ? optional : (fenOf(text) ?? 0) > 0)
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[{ validator: (_, text?: string) => (fits(text) ? Promise.resolve() : Promise.reject(new Error(t('请填写金额，如 1234.50。')))) }]}
    >
      <Input inputMode="decimal" style={{ width: 200 }} />
    </Form.Item>
  )
}
