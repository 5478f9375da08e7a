// Family accounts: whom the person's account pays for, who pays for the person; adding and withdrawing.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Popconfirm from 'antd/es/popconfirm'
import { useState } from 'react'
import { Link } from 'react-router'
import { familyLinksQuery } from '../../api/change-queries.js'
import type { FamilyLink, Recorded } from '../../api/claim-types.js'
import { post } from '../../api/request.js'
import { Yuan } from '../../format/amount.js'
import { useText } from '../../language/language.js'
import { FormFailure } from '../../session/form-failure.js'
import { Answer } from '../../shell/states.js'
import { LinkDialog } from './link-dialog.js'

export function FamilyLinks({ psnNo, hasAccount }: { readonly psnNo: string; readonly hasAccount: boolean }) {
  const t = useText()
  const answer = useQuery(familyLinksQuery(psnNo))
  const [adding, setAdding] = useState(false)
  return (
    <section className="panel wide">
      <header>
        <h2>{t('个人账户家庭共济')}</h2>
        {hasAccount && (
          <Button className="push" onClick={() => setAdding(true)}>
            {t('登记共济')}
          </Button>
        )}
      </header>
      <Answer of={answer} rows={3}>
        {({ pays_for, paid_by }) => (
          <>
            <h3>{t('用本人账户为谁支付')}</h3>
            <List of={pays_for} psnNo={psnNo} own />
            <h3>{t('谁的账户为本人支付')}</h3>
            <List of={paid_by} psnNo={psnNo} />
          </>
        )}
      </Answer>
      {adding && <LinkDialog psnNo={psnNo} close={() => setAdding(false)} />}
    </section>
  )
}

function List({ of, psnNo, own = false }: { readonly of: readonly FamilyLink[]; readonly psnNo: string; readonly own?: boolean }) {
  const t = useText()
  if (of.length === 0) return <p className="quiet">{t('没有登记。')}</p>
  return (
    <ul className="plain-list">
      {of.map((link) => (
        <li key={link.link} className={link.withdrawn ? 'row-struck' : undefined}>
          <Link to={`/persons/${own ? link.member : link.owner}`}>{own ? link.member_name : link.owner_name}</Link> · {t(link.relation_name)} ·{' '}
          {t('第 {n} 个支付', { n: link.rank })} ·{' '}
          <span className="num">
            {link.in_force} — {link.until ?? t('长期')}
          </span>
          {link.yearly_limit_fen !== null && (
            <>
              {' '}
              · {t('每年至多')} <Yuan fen={link.yearly_limit_fen} />
            </>
          )}{' '}
          {link.withdrawn ? <small className="mark">{t('已解除')}</small> : own && <Withdraw psnNo={psnNo} link={link.link} />}
        </li>
      ))}
    </ul>
  )
}

function Withdraw({ psnNo, link }: { readonly psnNo: string; readonly link: string }) {
  const t = useText()
  const client = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => post<Recorded>(`/api/persons/${psnNo}/family-links/${link}/withdraw`, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: familyLinksQuery(psnNo).queryKey }),
  })
  return (
    <>
      <Popconfirm title={t('解除后该家人不能再使用本账户；已支付的不受影响。')} okText={t('解除')} cancelText={t('不解除')} onConfirm={() => withdraw.mutate()}>
        <Button size="small" loading={withdraw.isPending}>
          {t('解除')}
        </Button>
      </Popconfirm>
      <FormFailure error={withdraw.error} />
    </>
  )
}
