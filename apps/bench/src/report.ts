// Writes what was measured: results.json, the marked part of docs/en/benchmarks.md, and the chart.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type { Bench, Section, Table, Target } from './section.js'

export interface Result extends Omit<Section, 'charts'> {
  /** As in 2026-11-23. */
  date: string
  machine: string
  charts: { name: string; alt: string }[]
}

export type Results = Record<string, Result>

const root = new URL('../../../', import.meta.url)
const resultsFile = new URL('../results.json', import.meta.url)

export function readResults(): Results {
  return existsSync(resultsFile) ? JSON.parse(readFileSync(resultsFile, 'utf8')) : {}
}

/** @param order of the sections in the documents. */
export function writeSection(name: string, section: Section, machine: string, order: string[]) {
  const { charts = [], ...rest } = section
  for (const chart of charts) writeFileSync(new URL(`docs/en/${chart.name}.svg`, root), chart.svg)
  const date = new Date().toISOString().slice(0, 10)
  const pictures = charts.map(({ name, alt }) => ({ name, alt }))
  const known = { ...readResults(), [name]: { ...rest, date, machine, charts: pictures } }
  const entries = order.flatMap((one) => (known[one] ? [[one, known[one]]] : []))
  const results: Results = Object.fromEntries(entries)
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`)
  const file = new URL('docs/en/benchmarks.md', root)
  writeFileSync(file, between(readFileSync(file, 'utf8'), benchmarks(results)))
}

const marked = /<!-- benchmarks -->[\s\S]*<!-- \/benchmarks -->/

/** Replaces what stands between the marks; a text without marks stays as it is. */
export function between(text: string, content: string): string {
  return text.replace(marked, () => `<!-- benchmarks -->\n\n${content}\n\n<!-- /benchmarks -->`)
}

export function benchmarks(results: Results): string {
  const sections = Object.values(results)
  const targets = sections.flatMap((section) => section.targets)
  if (targets.length === 0) return 'No run is recorded yet.'
  const missed = targets.filter(({ met }) => !met).map(({ what }) => what)
  return [
    `${targets.length - missed.length} of ${targets.length} targets are met.${missed.length > 0 ? ` Missed: ${missed.join('; ')}.` : ''}`,
    ...sections.flatMap(({ title, date, machine, method, tables, charts, targets }) => [
      `## ${title}`,
      `Measured on ${date}: ${machine}.`,
      method,
      ...tables.flatMap((table) => [`**${table.caption}**`, markdownTable(table)]),
      ...charts.map(({ name, alt }) => `![${alt}](${name}.svg)`),
      markdownTable(targetTable(targets)),
    ]),
  ].join('\n\n')
}

function targetTable(targets: readonly Target[]): Table {
  return {
    caption: '',
    columns: ['target', 'wanted', 'measured', ''],
    rows: targets.map(({ what, wanted, measured, met }) => [
      what,
      wanted,
      measured,
      met ? 'met' : '**missed**',
    ]),
  }
}

export function markdownTable({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n')
}

export function describeMachine(tools: Bench['tools']): string {
  const file = '/etc/os-release'
  const name = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const system = /^PRETTY_NAME="?([^"\n]+)/m.exec(name)?.[1] ?? process.platform
  const redis = execFileSync(tools.REDIS_SERVER, ['--version'], { encoding: 'utf8' })
  return [
    cpus()[0]?.model.trim(),
    `${cpus().length} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    system,
    `Node ${process.versions.node}`,
    `Redis ${/\d+(\.\d+)+/.exec(redis)?.[0]}`,
  ].join(', ')
}

export function printSection({ title, tables, targets }: Section, print: (line: string) => void) {
  print(`\n${title}`)
  for (const table of tables) print(`\n${table.caption}\n${markdownTable(table)}`)
  for (const { what, wanted, measured, met } of targets) {
    print(`${met ? '✓' : '✗'} ${what}: ${measured} (wanted: ${wanted})`)
  }
}
