// What each measurement returns to the report.

export interface Section {
  title: string
  /** How it was measured. Markdown. */
  method: string
  tables: readonly Table[]
  targets: readonly Target[]
  charts?: readonly Chart[]
}

export interface Table {
  caption: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

export interface Target {
  what: string
  wanted: string
  measured: string
  met: boolean
}

export interface Chart {
  /** File name beside docs/en/benchmarks.md, without its extension. */
  name: string
  alt: string
  svg: string
}

export interface Bench {
  /** A small run that shows that everything works; its figures mean nothing. */
  quick: boolean
  tools: { CHROMIUM_PATH: string; REDIS_SERVER: string }
  log(line: string): void
}

/** @returns a target for the largest acceptable value. */
export function atMost(
  what: string,
  measured: number,
  limit: number,
  write: (value: number) => string,
): Target {
  return {
    what,
    wanted: `at most ${write(limit)}`,
    measured: write(measured),
    met: measured <= limit,
  }
}
