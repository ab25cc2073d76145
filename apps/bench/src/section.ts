// What one measurement hands to the report: tables, targets and pictures. It prints and writes nothing by itself.

/** One chapter of docs/benchmarks.md. */
export interface Section {
  title: string
  /** How it was measured: who talks to whom, how often, what is counted. Markdown. */
  method: string
  tables: readonly Table[]
  /** What was promised, and whether it holds. Empty where nothing was promised. */
  targets: readonly Target[]
  /** What the figures say, and what they do not. A markdown paragraph each. */
  remarks: readonly string[]
  charts: readonly Chart[]
  /** At most three lines for the short table in the README; the most telling first. */
  highlights?: readonly Highlight[]
  /** Numbers by name that other documents calculate with. */
  figures?: Readonly<Record<string, number>>
}

export interface Table {
  caption: string
  columns: readonly string[]
  /** As many cells as there are columns, written for people, with their units. */
  rows: readonly (readonly string[])[]
}

export interface Target {
  what: string
  wanted: string
  measured: string
  met: boolean
}

export interface Chart {
  /** File name without its ending, beside docs/benchmarks.md. */
  name: string
  /** What the picture says, for those who do not see it. */
  alt: string
  /** A whole SVG document, legible on white and on black. */
  svg: string
}

/** One line of the table in README.md and README.zh-CN.md. */
export interface Highlight {
  en: string
  zh: string
  /** A number with its unit: the same in both languages. */
  value: string
}

/** What every measurement is given. */
export interface Bench {
  /** A small run which shows that the measurement works; its figures mean nothing. */
  quick: boolean
  /** Where Chromium and Redis are, as `.ci/tools.js` found them. */
  tools: { CHROMIUM_PATH: string; REDIS_SERVER: string }
  /** Progress, a line each, for who watches. */
  say(line: string): void
}

export type Measurement = (bench: Bench) => Promise<Section>
