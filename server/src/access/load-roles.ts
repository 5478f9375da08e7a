// Brings the tables of roles and permissions to what catalogues/access says. Nothing is deleted: what left the file becomes inactive.
import * as fs from 'node:fs/promises'
import path from 'node:path'
import type { Pool } from '../database/connect.js'
import { PlainError } from '../database/plain-error.js'

const FOLDER = path.resolve(import.meta.dirname, '../../../catalogues/access')

export type Scope = 'pool' | 'area' | 'institution' | 'self' | 'none'
const SCOPES: readonly string[] = ['pool', 'area', 'institution', 'self', 'none']

export interface Permission {
  readonly permission: string
  readonly name: string
  readonly business: boolean
}

export interface Role {
  readonly department: string
  readonly departmentName: string
  readonly role: string
  readonly roleName: string
  readonly scope: Scope
  readonly permissions: readonly string[]
}

export interface AccessData {
  readonly permissions: readonly Permission[]
  readonly roles: readonly Role[]
}

export async function readAccessData(folder: string = FOLDER): Promise<AccessData> {
  const permissions = await rowsOf(path.join(folder, 'permissions.tsv'), 3)
  const roles = await rowsOf(path.join(folder, 'roles.tsv'), 6)
  return accessData(permissions, roles)
}

/** Checks and types the rows of the two files; every fault at once. */
export function accessData(permissionRows: readonly string[][], roleRows: readonly string[][]): AccessData {
  const permissions = permissionRows.map(([permission = '', name = '', business = '']) => ({ permission, name, business: business === 'yes' }))
  const roles = roleRows.map(([department = '', departmentName = '', role = '', roleName = '', scope = '', words = '']) => ({
    department,
    departmentName,
    role,
    roleName,
    scope: scope as Scope,
    permissions: words.split(' ').filter((word) => word !== ''),
  }))
  const faults = roles.flatMap((role) => faultsOf(role, permissions))
  if (faults.length > 0) throw new PlainError(`catalogues/access/roles.tsv: ${faults.join('; ')}`)
  return { permissions, roles }
}

/** A role without business scope may hold no business permission: that keeps system, security and audit administration apart from the business. */
function faultsOf(role: Role, permissions: readonly Permission[]): string[] {
  const at = `${role.department}/${role.role}`
  const faults = SCOPES.includes(role.scope) ? [] : [`${at} has the unknown scope "${role.scope}"`]
  for (const word of role.permissions) {
    const permission = permissions.find((one) => one.permission === word)
    if (permission === undefined) faults.push(`${at} names the unknown permission "${word}"`)
    else if (permission.business && role.scope === 'none') faults.push(`${at} has no business scope, yet holds "${word}"`)
  }
  return faults
}

async function rowsOf(file: string, columns: number): Promise<string[][]> {
  const lines = (await fs.readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  const rows = lines.slice(1).map((line) => line.replace(/\r$/, '').split('\t'))
  const wrong = rows.findIndex((row) => row.length !== columns)
  if (wrong >= 0) throw new PlainError(`${file}, line ${wrong + 2}: ${columns} columns are expected.`)
  return rows
}

export async function loadRoles(batch: Pool, data?: AccessData): Promise<void> {
  const { permissions, roles } = data ?? (await readAccessData())
  await batch.query(
    `WITH given AS (SELECT * FROM unnest($1::text[], $2::text[], $3::boolean[]) AS g(permission, name, business)),
          gone AS (UPDATE desk_permission SET active = false WHERE active AND permission NOT IN (SELECT permission FROM given))
     INSERT INTO desk_permission (permission, name, business) SELECT * FROM given
     ON CONFLICT (permission) DO UPDATE SET name = excluded.name, business = excluded.business, active = true`,
    [permissions.map((one) => one.permission), permissions.map((one) => one.name), permissions.map((one) => one.business)],
  )
  await batch.query(
    `WITH given AS (SELECT department, role, department_name, role_name, scope, string_to_array(words, ' ') AS permissions
                    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) AS g(department, role, department_name, role_name, scope, words)),
          gone AS (UPDATE desk_role SET active = false, permissions = '{}' WHERE active AND (department, role) NOT IN (SELECT department, role FROM given))
     INSERT INTO desk_role (department, role, department_name, role_name, scope, permissions) SELECT * FROM given
     ON CONFLICT (department, role) DO UPDATE SET department_name = excluded.department_name, role_name = excluded.role_name,
       scope = excluded.scope, permissions = excluded.permissions, active = true`,
    [
      roles.map((one) => one.department),
      roles.map((one) => one.role),
      roles.map((one) => one.departmentName),
      roles.map((one) => one.roleName),
      roles.map((one) => one.scope),
      roles.map((one) => one.permissions.join(' ')),
    ],
  )
}
