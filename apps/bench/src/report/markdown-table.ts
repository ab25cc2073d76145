// A table in markdown, its columns laid out as the formatter would.

export function markdownTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const lines = [columns, ...rows].map((cells) => cells.map(escaped))
  const widths = columns.map((_, place) =>
    Math.max(3, ...lines.map((cells) => width(cells[place] ?? ''))),
  )
  const line = (cells: readonly string[]) =>
    `| ${widths.map((wide, place) => padded(cells[place] ?? '', wide)).join(' | ')} |`
  const [head = [], ...body] = lines
  return [line(head), line(widths.map((wide) => '-'.repeat(wide))), ...body.map(line)].join('\n')
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function padded(cell: string, wide: number): string {
  return cell + ' '.repeat(wide - width(cell))
}

/** Chinese characters and full-width signs are two columns wide. */
function width(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 2 : 1),
    0,
  )
}
