// The short table in README.md and README.zh-CN.md, between the marks `<!-- benchmarks -->` and `<!-- /benchmarks -->`.
import { machineLine } from '../machine.js'
import type { Result } from '../results.js'
import type { Highlight } from '../section.js'
import { markdownTable } from './markdown-table.js'

export type Language = 'en' | 'zh'

const marked = /<!-- benchmarks -->[\s\S]*<!-- \/benchmarks -->/

const linesPerChapter = 3

/** @throws {Error} where the README has no place for the table. */
export function refreshReadme(
  readme: string,
  results: readonly Result[],
  language: Language,
): string {
  if (!marked.test(readme)) throw new Error('a README has lost its mark <!-- benchmarks -->')
  const block = ['<!-- benchmarks -->', ...summary(results, language), '<!-- /benchmarks -->']
  return readme.replace(marked, () => block.join('\n\n'))
}

function summary(results: readonly Result[], language: Language): string[] {
  const latest = results.toSorted((one, other) => one.date.localeCompare(other.date)).at(-1)
  const lines = results.flatMap(({ section }) =>
    (section.highlights ?? []).slice(0, linesPerChapter),
  )
  if (latest === undefined || lines.length === 0) return []
  const row = (line: Highlight) => [line[language], line.value]
  const source = {
    en: `Measured by \`npm run bench\` on ${latest.date}: ${machineLine(latest.machine)}. Method, everything else and what is missed: [docs/benchmarks.md](docs/benchmarks.md).`,
    zh: `由 \`npm run bench\` 于 ${latest.date} 测得：${machineLine(latest.machine)}。方法、其余数据与未达到的目标见 [docs/benchmarks.md](docs/benchmarks.md)。`,
  }
  return [markdownTable(['', ''], lines.map(row)), source[language]]
}
