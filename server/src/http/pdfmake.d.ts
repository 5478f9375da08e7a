// The part of pdfmake that is used here; the package brings no types of its own.
declare module 'pdfmake' {
  interface Pdfmake {
    setFonts(fonts: Readonly<Record<string, { readonly normal: string; readonly bold: string }>>): void
    setLocalAccessPolicy(allowed: (file: string) => boolean): void
    setUrlAccessPolicy(allowed: (url: string) => boolean): void
    createPdf(definition: object): { getBuffer(): Promise<Buffer> }
  }
  const pdfmake: Pdfmake
  export = pdfmake
}
