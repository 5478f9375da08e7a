// Hundredths of a per cent as a text: 8234 → `82.34%`.
export function shareText(share: number | null): string {
  if (share === null) return '—'
  const digits = Math.abs(share).toString().padStart(3, '0')
  return `${share < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}%`
}
