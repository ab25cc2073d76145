// The control: looks for WeChat with a pattern that backtracks, as many published snippets do. The
// measurement has to find it slow; it is used for nothing else.

export function quadraticDetector(userAgent: string): boolean {
  return /micro.*messenger\/[0-9]/i.test(userAgent)
}

/** On this input every `micro` is a new beginning that is tried to the end of the text. */
export function quadraticInput(length: number): string {
  return 'micro'.repeat(Math.ceil(length / 5)).slice(0, length)
}
