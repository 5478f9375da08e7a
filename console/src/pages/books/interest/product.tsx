// Products of the product method: fen-days arrive as text and are shown as yuan-days. A yearly rate is shown in percent.
export function Product({ of }: { readonly of: string }) {
  const digits = of.padStart(3, '0')
  return <span className="num">{`${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`}</span>
}

/** `0.0110` → `1.10%`, several behind one another. */
export function rateText(rates: string): string {
  return rates
    .split('、')
    .filter((rate) => rate !== '')
    .map((rate) => {
      const digits = rate.slice(2).padEnd(4, '0')
      return `${Number(digits.slice(0, 2))}.${digits.slice(2)}%`
    })
    .join('、')
}
