// National divisions, level by level from province to village, with a search by name or code.
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { divisionsQuery, findDivisionsQuery } from '../../api/hospital-queries.js'
import { count } from '../../format/money.js'
import { useText } from '../../language/language.js'
import { type Address, useAddress } from '../../session/address.js'
import { PageHead } from '../../session/list-section.js'
import { SearchBox } from '../../session/search-box.js'
import { Guarded } from '../../shell/guarded.js'
import { Answer, Empty } from '../../shell/states.js'
import '../../style/pages.css'
import '../../style/hospital.css'

const LEVELS: readonly string[] = ['', '省', '市', '县', '乡镇（街道）', '村（居委会）']

export function AreasPage() {
  return (
    <Guarded permission="catalogue.see">
      <Browser />
    </Guarded>
  )
}

function Browser() {
  const t = useText()
  const address = useAddress()
  const q = address.of('q')
  return (
    <>
      <PageHead title={t('行政区划')} says={t('省、市、县、乡镇、村五级的国家代码；参保地、就医地和机构所在地都用这里的代码。')} />
      <search className="filters">
        <SearchBox address={address} label={t('名称或代码')} />
      </search>
      {q === undefined ? <Columns address={address} /> : <Found q={q} address={address} />}
    </>
  )
}

/** The chosen place's line of ancestors, one column a level. */
function Columns({ address }: { readonly address: Address }) {
  const path = (address.of('path') ?? '').split('.').filter(Boolean)
  return (
    <div className="area-columns">
      {[undefined, ...path].map((parent, depth) => (
        <Level
          key={parent ?? 'top'}
          parent={parent}
          chosen={path[depth]}
          choose={(code) => address.change({ path: [...path.slice(0, depth), code].join('.') })}
        />
      ))}
    </div>
  )
}

interface LevelProps {
  readonly parent: string | undefined
  readonly chosen: string | undefined
  readonly choose: (code: string) => void
}

function Level({ parent, chosen, choose }: LevelProps) {
  const t = useText()
  const answer = useQuery(divisionsQuery(parent))
  return (
    <section className="area-level">
      <Answer of={answer} rows={5}>
        {({ parent: above, children }) => (
          <>
            <h2 className="area-head">{above === null ? t('全国') : above.name}</h2>
            <p className="quiet area-head">
              {above !== null && <span className="num">{above.code} </span>}
              {children.length === 0 ? t('没有下级') : `${t(LEVELS[children[0]?.level ?? 0] ?? '')} ${count(children.length)}`}
            </p>
            <ul>
              {children.map((one) => (
                <li key={one.code}>
                  {one.level >= 5 ? (
                    <span className="area-village">
                      <Place code={one.code} name={one.name} />
                    </span>
                  ) : (
                    <button type="button" aria-pressed={one.code === chosen} onClick={() => choose(one.code)}>
                      <Place code={one.code} name={one.name} />
                      {one.children > 0 && <small className="quiet num">{count(one.children)}</small>}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Answer>
    </section>
  )
}

function Place({ code, name }: { readonly code: string; readonly name: string }) {
  return (
    <span className="area-place">
      <span>{name}</span>
      <small className="num quiet">{code}</small>
    </span>
  )
}

function Found({ q, address }: { readonly q: string; readonly address: Address }) {
  const t = useText()
  const answer = useQuery(findDivisionsQuery(q))
  return (
    <Answer of={answer}>
      {(places) =>
        places.length === 0 ? (
          <Empty title={t('没有找到这个区划')}>
            <p>{t('请检查名称或代码；只列前50个。')}</p>
          </Empty>
        ) : (
          <ul className="area-found">
            {places.map((one) => (
              <li key={one.code}>
                <button type="button" className="link-button" onClick={() => address.change({ q: undefined, path: ancestry(one.code, one.level).join('.') })}>
                  {one.name}
                </button>{' '}
                <span className="num quiet">{one.code}</span>{' '}
                <span className="quiet">
                  {one.path.map((name, at) => (
                    <Fragment key={`${one.code} ${name}`}>
                      {at > 0 && ' › '}
                      {name}
                    </Fragment>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  )
}

/** Codes of the places above and of the place itself: a code holds those of its levels. A village has no column of its own below it. */
function ancestry(code: string, level: number): string[] {
  const own = [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code.slice(0, 6), code.slice(0, 9), code.slice(0, 12)]
  return own.slice(0, Math.min(level, 4))
}
