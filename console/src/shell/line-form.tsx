// A form of one line above a list: sent by its button or by Enter, never by loading the page anew.
import type { ReactNode } from 'react'

export function LineForm({ send, children }: { readonly send: () => void; readonly children: ReactNode }) {
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {children}
    </form>
  )
}
