// A section for who watches the run: tables in columns, and each target with whether it holds.
import type { Section, Table, Target } from '../section.js'

export function renderForTerminal({ title, tables, targets, remarks }: Section): string {
  return [
    `\n${title}\n${'='.repeat(title.length)}`,
    ...tables.map(textTable),
    ...targets.map(targetLine),
    ...remarks.map((remark) => `\n${remark}`),
  ].join('\n')
}

export function targetLine({ what, wanted, measured, met }: Target): string {
  return `${met ? '✓' : '✗'} ${what}: ${measured} (wanted: ${wanted})`
}

function textTable({ caption, columns, rows }: Table): string {
  const lines = [columns, ...rows]
  const widths = columns.map((_, place) =>
    Math.max(...lines.map((cells) => (cells[place] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    widths
      .map((wide, place) => (cells[place] ?? '').padEnd(wide))
      .join('  ')
      .trimEnd()
  return [`\n${caption}`, line(columns), ...rows.map(line), ''].join('\n')
}
