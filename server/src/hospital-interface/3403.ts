// 3403 科室信息撤销: takes a department back; code, name and first day must be those it stands with.
import { refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import { departmentsOf, insertDepartments } from './department-store.js'
import { actOnce } from './institution-act.js'
import type { Transaction } from './message.js'

export const withdrawDepartment: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const code = row.text('hosp_dept_codg')
  return actOnce(counter, message, async (client) => {
    const department = (await departmentsOf(client, message.provider.code, [code])).get(code)
    if (department === undefined) return refused('no_department', `科室编码${code.slice(0, 20)}没有上传或已撤销，请核对`)
    if (department.name !== row.text('hosp_dept_name')) return refused('no_department', `科室名称与已上传的“${department.name}”不一致，请核对`)
    if (department.begins !== row.day('begntime')) return refused('no_department', `开始时间与已上传的${department.begins}不一致，请核对`)
    await insertDepartments(client, { institution: message.provider.code, operator: message.operator, day: message.today }, [
      { ...department, kind: 'withdrawn' },
    ])
    return undefined
  })
}
