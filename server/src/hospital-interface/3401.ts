// 3401 科室信息上传 and 3401A 批量科室信息上传: departments that an institution opens, with their beds and people.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { readDepartment } from './department-report.js'
import { type DepartmentRecord, departmentsOf, insertDepartments } from './department-store.js'
import { actOnce } from './institution-act.js'
import type { Transaction } from './message.js'

const MOST = 500

export const openDepartments: Transaction = async (message, counter) => {
  const sent = message.input['deptinfo'] ?? []
  if (sent.length > MOST) return refused('bad_input', `一次最多上传${MOST}个科室，请分次上传`)
  const rows: DepartmentRecord[] = []
  for (const one of sent) {
    const department = readDepartment(one, 'opened')
    if (isRefusal(department)) return department
    if (rows.some((row) => row.code === department.code)) return refused('department_known', `科室编码${department.code}在本次上传中重复`)
    rows.push(department)
  }
  return actOnce(counter, message, async (client) => {
    const codes = rows.map((row) => row.code)
    const [known] = (await departmentsOf(client, message.provider.code, codes)).keys()
    if (known !== undefined) return refused('department_known', `科室编码${known}已上传，变更请用3402，停用请用3403`)
    await insertDepartments(client, { institution: message.provider.code, operator: message.operator, day: message.today }, rows)
    return undefined
  })
}
