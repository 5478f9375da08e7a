// Names of the officer's own units; what lies outside stays a code.
import { useSession } from './session.js'

export function useUnitName(): (code: string) => string {
  const { areas } = useSession()
  return (code) => areas.find((area) => area.code === code)?.name ?? code
}
