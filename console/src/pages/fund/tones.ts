// A fund keeps its colour in every table and chart.
export function fundTone(fund: string): string {
  return { resident: 'fund-resident', employee: 'fund-employee', large_amount: 'fund-large', assistance: 'fund-assistance' }[fund] ?? 'fund-other'
}
