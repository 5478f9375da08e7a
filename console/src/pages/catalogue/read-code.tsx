// Takes a business code apart: which kinds it may be of, and what each part says.
import { useQuery } from '@tanstack/react-query'
import { mayBePersonal } from '@tongchou/domain/base/resident-id.js'
import Input from 'antd/es/input'
import { useState } from 'react'
import type { BusinessCode } from '../../api/catalogue-types.js'
import { businessCodeQuery } from '../../api/queries.js'
import { useText } from '../../language/language.js'
import { Answer } from '../../shell/states.js'

export function ReadCode() {
  const t = useText()
  const [code, setCode] = useState('')
  return (
    <search className="filters">
      <div className="filter">
        <span id="code-label">{t('编码解读')}</span>
        <Input.Search
          aria-labelledby="code-label"
          style={{ width: 420 }}
          maxLength={41}
          allowClear
          spellCheck={false}
          placeholder={t('药品、耗材、项目、诊断、机构、人员编码或统一社会信用代码')}
          onSearch={(text) => setCode(text.trim())}
        />
      </div>
      {code !== '' && <Checked code={code} />}
    </search>
  )
}

/** A person's number is not sent anywhere. */
function Checked({ code }: { readonly code: string }) {
  const t = useText()
  if (mayBePersonal(code)) return <p role="status">{t('这像是证件号码，不在这里查。')}</p>
  if (!/^[A-Z0-9][A-Za-z0-9.+*-]{1,40}$/.test(code)) return <p role="status">{t('不是任何一种国家业务编码的写法')}</p>
  return <Reading code={code} />
}

function Reading({ code }: { readonly code: string }) {
  const answer = useQuery(businessCodeQuery(code))
  return (
    <Answer of={answer} rows={1}>
      {(read) => <Kinds read={read} />}
    </Answer>
  )
}

function Kinds({ read }: { readonly read: BusinessCode }) {
  const t = useText()
  if (read.kinds.length === 0) return <p role="status">{t('不是任何一种国家业务编码的写法')}</p>
  return (
    <ul className="plain-list" role="status">
      {read.kinds.map((kind) => (
        <li key={kind.kind}>
          <strong>{kind.name}</strong>{' '}
          {kind.parts.map((part) => (
            <span key={`${part.meaning}-${part.text}`}>
              <span className="num">{part.text}</span> <small className="quiet">{part.meaning}</small>{' '}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}
