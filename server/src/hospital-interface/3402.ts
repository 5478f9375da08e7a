// 3402 科室信息变更: how a department stands from now on; what it was stays in history.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import { readDepartment } from './department-report.js'
import { departmentsOf, insertDepartments } from './department-store.js'
import { actOnce } from './institution-act.js'
import type { Transaction } from './message.js'

export const changeDepartment: Transaction = async (message, counter) => {
  const department = readDepartment(only(message.input, 'deptinfo'), 'changed')
  if (isRefusal(department)) return department
  return actOnce(counter, message, async (client) => {
    const known = await departmentsOf(client, message.provider.code, [department.code])
    if (known.size === 0) return refused('no_department', `科室编码${department.code}没有上传或已撤销，请先用3401上传`)
    await insertDepartments(client, { institution: message.provider.code, operator: message.operator, day: message.today }, [department])
    return undefined
  })
}
