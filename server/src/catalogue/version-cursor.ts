// Version numbers as the interface's files carry them: texts that sort like the numbers, after the `v0000` every client begins with.

const FORM = /^v(\d{8})$/

export function versionText(version: bigint): string {
  return `v${(version + 1n).toString().padStart(8, '0')}`
}

/** The version a client has; −1 (nothing) for the beginnings clients send and for cursors of other platforms. */
export function versionHeld(text: string): bigint {
  const match = FORM.exec(text.trim().toLowerCase())
  return match === null ? -1n : BigInt(match[1] ?? '0') - 1n
}
