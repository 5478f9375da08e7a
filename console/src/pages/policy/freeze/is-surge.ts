// Whether a line grew beyond the threshold of its measure, against either comparison; the server decided it.
import type { SurgeLine } from '../../../api/draft-types.js'

export function isSurge({ preceding, year_before }: SurgeLine): boolean {
  return preceding?.surge === true || year_before?.surge === true
}
