// Runs the chosen measurements in turn, prints what they found and, in a full run, writes it down.
import { parseArgs } from 'node:util'
import { chosenChapters, loadMeasurement } from './chapters.js'
import { describeMachine, machineLine } from './machine.js'
import { documentsOf, writeDocuments } from './report/documents.js'
import { renderForTerminal, targetLine } from './report/terminal.js'
import { readResults, writeResult } from './results.js'
import type { Bench, Target } from './section.js'

export const root = new URL('../../../', import.meta.url)
export const resultsFolder = new URL('../results/', import.meta.url)

export interface Run {
  args: string[]
  tools: Bench['tools']
  print(line: string): void
}

/** @returns what was missed. @throws {TypeError} for arguments that it does not know. */
export async function runBench({ args, tools, print }: Run): Promise<Target[]> {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
  })
  const names = chosenChapters(values.only)
  const machine = describeMachine(tools)
  print(machineLine(machine))
  const targets: Target[] = []
  for (const name of names) {
    print(`\n${name} …`)
    const measure = await loadMeasurement(name)
    const say = (line: string) => print(`  ${line}`)
    const section = await measure({ quick: values.quick, tools, say })
    print(renderForTerminal(section))
    targets.push(...section.targets)
    if (values.quick) continue
    // At once: what a later measurement breaks is not lost.
    const date = new Date().toISOString().slice(0, 10)
    writeResult(resultsFolder, { name, date, machine, section })
    writeDocuments(root, documentsOf(root, readResults(resultsFolder)))
  }
  print(`\nTargets\n${targets.map(targetLine).join('\n')}`)
  print(
    values.quick
      ? '\nA quick run: its figures mean nothing, and nothing was written.'
      : '\nWritten: docs/benchmarks.md and the tables of the READMEs.',
  )
  return targets.filter(({ met }) => !met)
}
