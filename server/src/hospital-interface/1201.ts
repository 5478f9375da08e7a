// 1201 医药机构信息获取: institutions by code or part of the name.
import type { Provider } from '../settlement/reference.js'
import { only } from './codec.js'
import { levelsShown } from './institution-levels.js'
import { reply, type Transaction } from './message.js'
import type { Written } from './write-json.js'

const MOST = 100

export const findInstitutions: Transaction = async (message) => {
  const row = only(message.input, 'medinsinfo')
  const [type, code, name] = [row.text('fixmedins_type'), row.text('fixmedins_code'), row.text('fixmedins_name')]
  // An institution that names nobody asks about itself.
  const wanted = code === '' && name === '' ? message.provider.code : code
  const found = [...message.reference.providers.values()].filter(
    (provider) => typeOf(provider) === type && (wanted === '' || provider.code === wanted) && provider.name.includes(name),
  )
  return reply({ medinsinfo: found.slice(0, MOST).map(institutionRow) })
}

function typeOf(provider: Provider): string {
  return provider.kind === 'hospital' ? '1' : '2'
}

function institutionRow(provider: Provider): Written {
  return {
    fixmedins_code: provider.code,
    fixmedins_name: provider.name,
    uscc: provider.uscc,
    fixmedins_type: typeOf(provider),
    hosp_lv: levelsShown(provider).hosp_lv,
    exp_content: '',
  }
}
