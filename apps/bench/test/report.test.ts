import { expect, test } from 'vitest'
import { renderBenchmarks } from '../src/report/markdown.js'
import { markdownTable } from '../src/report/markdown-table.js'
import { refreshReadme } from '../src/report/readme.js'
import { renderForTerminal } from '../src/report/terminal.js'
import { result, section } from './support/result.js'

test('A table is laid out, and a bar in a cell does not end it', () => {
  expect(markdownTable(['what', '结果'], [['a|b', '通过']])).toBe(
    ['| what | 结果 |', '| ---- | ---- |', '| a\\|b | 通过 |'].join('\n'),
  )
})

test('The report names machine and date of each chapter, and every table, picture, target and remark', () => {
  const text = renderBenchmarks([result])
  for (const part of [
    '## A title',
    'Measured on 2026-01-02: Some CPU, 2 cores, 4 GB, Some System, Node 20.0.0.',
    'The method.',
    '**A caption**',
    '![A picture](a-chart.svg)',
    '1 of 2 targets are met. Missed: slow.',
    '| slow ',
    'A remark.',
    '| redis ',
  ])
    expect(text).toContain(part)
})

test('A missed target is said to be missed, on paper and on the screen', () => {
  expect(renderBenchmarks([result])).toContain('**missed**')
  expect(renderForTerminal(section)).toContain('✗ slow: 9 s (wanted: 1 s)')
  expect(renderForTerminal(section)).toContain('✓ small: 1 B (wanted: 2 B)')
})

test('Without a measurement the report says so', () => {
  expect(renderBenchmarks([])).toContain('Nothing has been measured yet.')
})

test('A README gets at most three lines of a chapter, in its language, and keeps everything else', () => {
  const readme = 'before\n<!-- benchmarks -->\nold\n<!-- /benchmarks -->\nafter\n'
  const chinese = refreshReadme(readme, [result], 'zh')
  expect(chinese.startsWith('before\n<!-- benchmarks -->')).toBe(true)
  expect(chinese.endsWith('<!-- /benchmarks -->\nafter\n')).toBe(true)
  expect(chinese).toContain('第三')
  expect(chinese).not.toMatch(/old|第四|third/)
  const english = refreshReadme(chinese, [result], 'en')
  expect(english).toMatch(/third .*3 \$& ms/)
  expect(english).toContain('2026-01-02: Some CPU')
  expect(english).not.toContain('第三')
})

test('A README without the mark is refused', () => {
  expect(() => refreshReadme('no mark', [result], 'en')).toThrow(/benchmarks/)
})
