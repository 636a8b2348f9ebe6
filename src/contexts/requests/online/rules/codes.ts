/** A code as people type it from a sheet of paper, brought to one form: in any case and width, with or without dashes. */
export function typedCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u002d\u2010-\u2015\u2212]/g, '')
    .toUpperCase()
    .slice(0, 60);
}
