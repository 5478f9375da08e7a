// The maternity allowance beside the calculator: three things are asked, and the sum is shown with its sentence and article.
import { type FormEvent, useState } from 'react'
import { post, RequestFailed } from '../../api/request.js'
import { useText } from '../../language/language.js'
import { ChosenField, TypedField } from './calculator-fields.js'
import { fenOf } from './money-entry.js'

interface Allowance {
  readonly days: number
  readonly fen: number
  readonly sentence: string
  readonly document: string
  readonly article: string
}

const OCCASIONS = [
  { value: 'birth', name: '顺产' },
  { value: 'difficult_birth', name: '难产' },
  { value: 'miscarriage_under_4_months', name: '怀孕未满4个月流产' },
  { value: 'miscarriage_from_4_months', name: '怀孕满4个月流产' },
] as const

const ends = (occasion: string): boolean => occasion.startsWith('miscarriage')

export function AllowancePart() {
  const t = useText()
  const [occasion, setOccasion] = useState('birth')
  const [children, setChildren] = useState('1')
  const [wage, setWage] = useState('')
  const [fault, setFault] = useState<string>()
  const [said, setSaid] = useState<string>()
  const ask = async (event: FormEvent) => {
    event.preventDefault()
    const fen = fenOf(wage)
    setFault(fen === undefined || fen <= 0 ? '请填写单位上年度职工月平均工资，如 6000' : undefined)
    if (fen === undefined || fen <= 0) return
    const born = ends(occasion) ? 0 : Number(/^[1-9]$/.test(children) ? children : 1)
    try {
      const found = await post<Allowance>('/api/calculator/maternity-allowance', { occasion, children: born, monthly_wage_fen: fen })
      setSaid(`${found.sentence}（${found.document} ${found.article}）`)
    } catch (error) {
      setSaid(error instanceof RequestFailed ? error.failure.sentence : t('没有算出来，请重试。'))
    }
  }
  return (
    <form className="visit-form" onSubmit={(event) => void ask(event)} noValidate>
      <fieldset>
        <legend>{t('生育津贴（职工）')}</legend>
        <ChosenField name="occasion" label={t('怎样结束怀孕')} value={occasion} choices={OCCASIONS} change={setOccasion} />
        {!ends(occasion) && <TypedField name="children" label={t('出生人数')} value={children} whole change={setChildren} />}
        <TypedField name="wage" label={t('单位上年度职工月平均工资')} unit={t('元')} value={wage} fault={fault} change={setWage} />
        <button type="submit" className="plain-button">
          {t('算一算津贴')}
        </button>
        <p role="status">{said}</p>
      </fieldset>
    </form>
  )
}
