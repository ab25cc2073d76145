// Turns what was found about the relay into tables, targets and remarks.
import { bytes, digits, middle, milliseconds, times } from '../format.js'
import type { Highlight, Section, Table } from '../section.js'
import { median } from '../statistics.js'
import {
  type CandidateName,
  candidateNames,
  candidateTitles,
  type Findings,
  type Found,
} from './candidates.js'
import { relayMethod, relayRemarks } from './relay-method.js'
import { relayTargets } from './relay-targets.js'
import { type Figures, type Phase, phases } from './round.js'
import type { SelfCheck } from './self-check.js'
import type { RelaySizes } from './sizes.js'

export function relayReport(findings: Findings, check: SelfCheck, sizes: RelaySizes): Section {
  return {
    title: 'Relay',
    method: relayMethod(sizes),
    tables: [
      cpuTable(findings),
      paceTable(findings),
      bytesTable(findings),
      crowdTable(findings, sizes),
      lifeTable(findings),
      checkTable(check, sizes),
    ],
    targets: relayTargets(findings, check),
    remarks: relayRemarks,
    charts: [],
    highlights: highlights(findings),
    figures: figures(findings),
  }
}

export const phaseTitles: Record<Phase, string> = {
  start: 'start',
  pending: 'fresh result, pending',
  known: 'polled before an attempt',
  failing: 'polled after a failed attempt',
  passed: 'fresh result, passed',
}

/** Medians of the rounds. */
export function middleOf({ rounds }: Found, phase: Phase, figure: keyof Figures): number {
  return median(rounds.map((round) => round[phase][figure]))
}

const titles = candidateNames.map((name) => candidateTitles[name])

function cpuTable(findings: Findings): Table {
  return {
    caption: 'Processor time of the server for each request',
    columns: ['', ...titles, 'relay / (a)', '(b) / relay'],
    rows: phases.map((phase) => {
      const cpu = (name: CandidateName) => middleOf(findings[name], phase, 'cpu')
      return [
        phaseTitles[phase],
        ...candidateNames.map((name) =>
          middle(
            findings[name].rounds.map((round) => round[phase].cpu),
            milliseconds,
          ),
        ),
        times(cpu('relay') / cpu('bare')),
        times(cpu('copied') / cpu('relay')),
      ]
    }),
  }
}

function paceTable(findings: Findings): Table {
  const cell = (phase: Phase) => (name: CandidateName) => {
    const of = (figure: keyof Figures) => middleOf(findings[name], phase, figure)
    return `${digits(of('perSecond'))}/s, ${digits(of('p50'))} / ${digits(of('p99'))} ms`
  }
  return {
    caption: 'Requests a second over 40 connections, and p50 / p99',
    columns: ['', ...titles],
    rows: phases.map((phase) => [phaseTitles[phase], ...candidateNames.map(cell(phase))]),
  }
}

function bytesTable(findings: Findings): Table {
  const cell = (phase: Phase) => (name: CandidateName) =>
    bytes(middleOf(findings[name], phase, 'bytes'))
  return {
    caption: 'Bytes from upstream for each request',
    columns: ['', ...titles],
    rows: phases.map((phase) => [phaseTitles[phase], ...candidateNames.map(cell(phase))]),
  }
}

function crowdTable(findings: Findings, { crowd }: RelaySizes): Table {
  return {
    caption: `${digits(crowd.pollers)} pages polling ${digits(crowd.verifications)} verifications`,
    columns: [
      '',
      'resident memory',
      'polls a second',
      'p99',
      'upstream calls a second',
      'smallest gap',
    ],
    rows: candidateNames.map((name) => {
      const found = findings[name].crowd
      return [
        candidateTitles[name],
        bytes(found.resident),
        digits(found.pollsPerSecond),
        milliseconds(found.p99),
        digits(found.readsPerSecond),
        milliseconds(found.smallestGap),
      ]
    }),
  }
}

function lifeTable(findings: Findings): Table {
  return {
    caption: 'Start-up to the first answer, and resident memory at rest',
    columns: ['', 'start-up', 'memory'],
    rows: candidateNames.map((name) => [
      candidateTitles[name],
      middle(
        findings[name].lives.map(({ startUp }) => startUp),
        milliseconds,
      ),
      middle(
        findings[name].lives.map(({ resident }) => resident),
        bytes,
      ),
    ]),
  }
}

function checkTable({ asLabelled, swapped }: SelfCheck, { burden }: RelaySizes): Table {
  return {
    caption: `The measurement measured: (a) as "first", (a) made ${burden} µs slower as "second"`,
    columns: ['', 'second / first'],
    rows: [
      ['as labelled', times(asLabelled)],
      ['labels swapped', times(swapped)],
    ],
  }
}

function highlights(findings: Findings): Highlight[] {
  const { relay, bare, copied } = findings
  const cpu = (found: Found, phase: Phase) => middleOf(found, phase, 'cpu')
  const startUp = median(relay.lives.map((life) => life.startUp))
  const resident = median(relay.lives.map((life) => life.resident))
  return [
    {
      en: 'Relay, processor time of a poll (bare Fastify with the same plugins)',
      zh: 'relay 应答一次轮询的 CPU 时间（同样插件的裸 Fastify）',
      value: `${milliseconds(cpu(relay, 'known'))} (${milliseconds(cpu(bare, 'known'))})`,
    },
    {
      en: 'The same after a failed attempt (the handler that people copy)',
      zh: '一次失败之后的轮询（网上常见的写法）',
      value: `${milliseconds(cpu(relay, 'failing'))} (${milliseconds(cpu(copied, 'failing'))})`,
    },
    {
      en: 'Relay, start-up; resident memory at rest',
      zh: 'relay 启动时间；空闲时的常驻内存',
      value: `${milliseconds(startUp)}; ${bytes(resident)}`,
    },
  ]
}

function figures({ relay }: Findings): Record<string, number> {
  return {
    startCpu: middleOf(relay, 'start', 'cpu'),
    pollCpu: middleOf(relay, 'known', 'cpu'),
    freshCpu: middleOf(relay, 'pending', 'cpu'),
    passedCpu: middleOf(relay, 'passed', 'cpu'),
  }
}
