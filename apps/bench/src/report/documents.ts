// Every document that follows from the results: its path from the root, and what has to stand in it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Result } from '../results.js'
import { renderCapacity } from './capacity.js'
import { renderBenchmarks } from './markdown.js'
import { type Language, refreshReadme } from './readme.js'

export interface Document {
  path: string
  text: string
}

/** @param root of the repository, with a slash at its end. */
export function documentsOf(root: URL, results: readonly Result[]): Document[] {
  const readme = (path: string, language: Language) => ({
    path,
    text: refreshReadme(readFileSync(new URL(path, root), 'utf8'), results, language),
  })
  return [
    { path: 'docs/benchmarks.md', text: renderBenchmarks(results) },
    { path: 'docs/capacity.md', text: renderCapacity(results) },
    ...results.flatMap(({ section }) =>
      section.charts.map(({ name, svg }) => ({ path: `docs/${name}.svg`, text: svg })),
    ),
    readme('README.md', 'en'),
    readme('README.zh-CN.md', 'zh'),
  ]
}

export function writeDocuments(root: URL, documents: readonly Document[]): void {
  for (const { path, text } of documents) {
    const file = new URL(path, root)
    // Left alone where nothing changed.
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
  }
}
