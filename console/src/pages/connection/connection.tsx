// One institution's connection: how it is doing, its credentials and switches, and the last messages. The institution's own officer
// sees the same page without what may be changed.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { ConnectionPage } from '../../api/connection-types.js'
import { connectionQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer } from '../../shell/states.js'
import '../../style/pages.css'
import { Health } from './health.js'
import { Keys } from './keys.js'
import { MessageTable } from './message-table.js'
import { SwitchForm } from './switch-form.js'
import { SwitchList } from './switch-list.js'

export function ConnectionOfInstitution() {
  const { institution = '' } = useParams()
  return (
    <Guarded permission="provider.see">
      <Asked institution={institution} />
    </Guarded>
  )
}

function Asked({ institution }: { readonly institution: string }) {
  const answer = useQuery(connectionQuery(institution))
  return <Answer of={answer}>{(page) => <ConnectionView page={page} own={false} />}</Answer>
}

export function ConnectionView({ page, own }: { readonly page: ConnectionPage; readonly own: boolean }) {
  const t = useText()
  return (
    <>
      <div className="page-head">
        <h1>{page.name}</h1>
        <p>
          {page.institution} · {page.area_name}
        </p>
        {!own && (
          <div className="actions">
            <Link className="download" to={`/messages?institution=${page.institution}`}>
              {t('查找报文')}
            </Link>
          </div>
        )}
      </div>
      <div className="stack">
        <section>
          <h2>{t('最近一日')}</h2>
          <Health rows={page.health} />
        </section>
        <section>
          <h2>{t('网关密钥')}</h2>
          <Keys page={page} own={own} />
        </section>
        <section>
          <h2>{t('开关')}</h2>
          {own ? <SwitchList page={page} /> : <SwitchForm key={page.revision} page={page} />}
        </section>
        <section>
          <h2>{t('最近报文')}</h2>
          <MessageTable rows={page.last} institution={false} />
        </section>
      </div>
    </>
  )
}
