// Runs the chosen measurements, prints what they found and, in a full run, writes it down.
import { parseArgs } from 'node:util'
import { measureDetection } from './detection.js'
import { measureGrowth } from './growth.js'
import { stopAll } from './processes.js'
import { measureRelay } from './relay.js'
import { describeMachine, printSection, writeSection } from './report.js'
import type { Bench, Section } from './section.js'
import { measureTap } from './tap.js'
import { measureWebhooks } from './webhooks.js'
import { measureWidget } from './widget.js'

/** In the order of the report. */
const measurements: Record<string, (bench: Bench) => Promise<Section>> = {
  relay: measureRelay,
  growth: measureGrowth,
  webhooks: measureWebhooks,
  widget: measureWidget,
  tap: measureTap,
  detection: measureDetection,
}

/** @returns the number of missed targets. @throws {TypeError} for unknown arguments. */
export async function runBench(args: string[], tools: Bench['tools']): Promise<number> {
  const order = Object.keys(measurements)
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
  })
  const { only = order.join(','), quick } = values
  const machine = describeMachine(tools)
  console.log(machine)
  let missed = 0
  for (const name of only.split(',')) {
    const measure = measurements[name]
    if (!measure) throw new TypeError(`--only takes ${order.join(', ')}; not ${name}`)
    const log = (line: string) => console.log(`${name}: ${line}`)
    try {
      const section = await measure({ quick, tools, log })
      printSection(section, console.log)
      missed += section.targets.filter(({ met }) => !met).length
      if (!quick) writeSection(name, section, machine, order)
    } finally {
      await stopAll()
    }
  }
  return missed
}
