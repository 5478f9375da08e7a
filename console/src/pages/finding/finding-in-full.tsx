// One finding in full: person and visit, the rule's ground, the lines it speaks of, and the doctor's answer.
import { Link } from 'react-router'
import type { Finding } from '../../api/hospital-types.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { TitledFacts } from '../../session/titled-facts.js'
import { Judging } from './judging.js'
import { ANSWERED } from './words.js'

export function FindingInFull({ of }: { readonly of: Finding }) {
  const t = useText()
  return (
    <div className="in-full">
      <TitledFacts
        of={[
          [
            t('参保人'),
            of.psn_no === null ? (
              t('不在本统筹区参保')
            ) : (
              <Link key="person" to={`/persons/${of.psn_no}`}>
                {of.person_name} {of.psn_no}
              </Link>
            ),
          ],
          [t('就诊'), of.visit === null ? t('机构就诊号 {n}', { n: of.hospital_visit }) : of.visit],
          [t('科室和医师'), [of.department, of.doctor].filter(Boolean).join(' ')],
          [t('依据'), of.basis],
          [t('来源'), of.source],
          [t('发现时间'), of.found_at],
          [
            t('反馈'),
            of.answer === null
              ? t('还没有反馈')
              : `${t(ANSWERED.get(of.answer.decision) ?? of.answer.decision)}：${of.answer.reason || t('没有写理由')}（${of.answer.operator} ${of.answer.answered_at}）`,
          ],
        ]}
      />
      {of.lines.length > 0 && <Lines of={of} />}
      <Judging of={of} />
    </div>
  )
}

function Lines({ of }: { readonly of: Finding }) {
  const t = useText()
  return (
    <table className="sums-table">
      <thead>
        <tr>
          <th scope="col">{t('明细')}</th>
          <th scope="col" className="coded">
            {t('编码')}
          </th>
          <th scope="col">{t('日期')}</th>
          <th scope="col">{t('金额')}</th>
          <th scope="col" className="worded">
            {t('说明')}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">{line.name}</th>
            <td className="coded">{line.code}</td>
            <td className="num">{line.day}</td>
            <td>
              <Yuan fen={line.amount_fen} />
            </td>
            <td className="worded">{line.role === 'violating' ? t('违反规则') : t('相关')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
