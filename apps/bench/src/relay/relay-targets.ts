// What was promised of the relay, held against what was found.
import { bytes, digits, milliseconds, times } from '../format.js'
import type { Target } from '../section.js'
import { median } from '../statistics.js'
import type { Findings } from './candidates.js'
import { middleOf, phaseTitles } from './relay-report.js'
import type { Phase } from './round.js'
import type { SelfCheck } from './self-check.js'

export function relayTargets(findings: Findings, check: SelfCheck): Target[] {
  const { relay } = findings
  return [
    ...(['start', 'pending', 'passed', 'known'] as const).map((phase) => near(findings, phase)),
    ...(['known', 'failing'] as const).map((phase) => ahead(findings, phase)),
    {
      what: 'Upstream calls for one verification, however many poll it',
      wanted: 'at most one a second',
      measured: `${digits(relay.crowd.smallestGap)} ms apart at the least`,
      met: relay.crowd.smallestGap >= 1_000,
    },
    atMost(
      'Relay: start-up to the first answer',
      relay.lives.map((life) => life.startUp),
      400,
      milliseconds,
    ),
    atMost(
      'Relay: resident memory at rest',
      relay.lives.map((life) => life.resident),
      90e6,
      bytes,
    ),
    {
      what: 'A slower candidate loses under either label',
      wanted: 'slower, and by a like factor',
      measured: `${times(check.asLabelled)} and ${times(check.swapped)}`,
      met: canLose(check),
    },
  ]
}

/** Slower means slower, and by the same factor when the labels change places. */
export function canLose({ asLabelled, swapped }: SelfCheck): boolean {
  const product = asLabelled * swapped
  return asLabelled > 1.3 && swapped < 1 / 1.3 && product > 2 / 3 && product < 3 / 2
}

function near({ relay, bare }: Findings, phase: Phase): Target {
  const ratio = middleOf(relay, phase, 'cpu') / middleOf(bare, phase, 'cpu')
  return {
    what: `Processor time beside (a): ${phaseTitles[phase]}`,
    wanted: 'at most 1.3×',
    measured: times(ratio),
    met: ratio <= 1.3,
  }
}

function ahead({ relay, copied }: Findings, phase: Phase): Target {
  const cpu = middleOf(copied, phase, 'cpu') / middleOf(relay, phase, 'cpu')
  const pace = middleOf(relay, phase, 'perSecond') / middleOf(copied, phase, 'perSecond')
  return {
    what: `Beside (b), requests a second: ${phaseTitles[phase]}`,
    wanted: 'at least 10×',
    measured: `${times(pace)} (processor time: ${times(cpu)} less)`,
    met: pace >= 10,
  }
}

function atMost(
  what: string,
  samples: readonly number[],
  limit: number,
  write: (value: number) => string,
): Target {
  const measured = median(samples)
  return {
    what,
    wanted: `at most ${write(limit)}`,
    measured: write(measured),
    met: measured <= limit,
  }
}
