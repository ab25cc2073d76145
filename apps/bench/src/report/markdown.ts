// docs/benchmarks.md, written from what was measured and from nothing else.
import { machineLine } from '../machine.js'
import type { Result } from '../results.js'
import type { Section, Table, Target } from '../section.js'
import { markdownTable } from './markdown-table.js'

export function renderBenchmarks(results: readonly Result[]): string {
  return [
    '# Benchmarks',
    'This file is written by `npm run bench`; the figures behind it are in `apps/bench/results`. Do not edit it.',
    'Absolute times on a shared machine mean little. So candidates are compared within one run, take turns in rounds, and are given as the median of the rounds with the distance from the smallest to the largest beside it. `npm run bench -- --only relay` measures one chapter again, `--quick` shows in a small run that everything works.',
    ...verdict(results),
    ...results.flatMap(chapter),
    ...versions(results),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

function verdict(results: readonly Result[]): string[] {
  const targets = results.flatMap(({ section }) => section.targets)
  if (targets.length === 0) return ['Nothing has been measured yet.']
  const missed = targets.filter(({ met }) => !met)
  const count = `${targets.length - missed.length} of ${targets.length} targets are met.`
  return [
    missed.length === 0 ? count : `${count} Missed: ${missed.map(({ what }) => what).join('; ')}.`,
  ]
}

function chapter({ date, machine, section }: Result): string[] {
  return [
    `## ${section.title}`,
    `Measured on ${date}: ${machineLine(machine)}.`,
    section.method.trim(),
    ...section.tables.flatMap(captionedTable),
    ...section.charts.map(({ alt, name }) => `![${alt}](${name}.svg)`),
    ...targetTable(section.targets),
    ...section.remarks,
  ]
}

function captionedTable({ caption, columns, rows }: Table): string[] {
  return [`**${caption}**`, markdownTable(columns, rows)]
}

function targetTable(targets: Section['targets']): string[] {
  if (targets.length === 0) return []
  const row = ({ what, wanted, measured, met }: Target) => [
    what,
    wanted,
    measured,
    met ? 'met' : '**missed**',
  ]
  return ['**Targets**', markdownTable(['target', 'wanted', 'measured', ''], targets.map(row))]
}

function versions(results: readonly Result[]): string[] {
  const latest = results.toSorted((one, other) => one.date.localeCompare(other.date)).at(-1)
  if (latest === undefined) return []
  const rows = Object.entries(latest.machine.versions)
  return ['## Versions', markdownTable(['what', 'version'], rows)]
}
