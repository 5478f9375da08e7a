export const ENGLISH: Readonly<Record<string, string>> = {}
