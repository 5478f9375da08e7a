// Messages as a report may show them: short, and without anything by which a person could be known.
const HIDDEN: ReadonlySet<string> = new Set([
  ...['certno', 'mdtrt_cert_no', 'psn_name', 'card_sn', 'psn_no', 'tel', 'brdy', 'naty', 'in', 'ecToken', 'cardno', 'cert_no', 'agnter_certno'],
  ...['idNo', 'userName', 'psnNo', 'psnName', 'payToken', 'patn_id', 'patn_name', 'coner_tel', 'coner_name', 'coner_addr', 'psn_tel'],
])
const MOST = 400

export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(masked(value))
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 2 ? [...value.slice(0, 2).map(masked), `…共${value.length}条`] : value.map(masked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, HIDDEN.has(key) && inner !== '' && inner !== null ? '***' : masked(inner)]))
}
