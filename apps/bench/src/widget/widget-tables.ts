// Writes down what was measured of the widget, as tables.
import type { Table } from '../section.js'
import { median, spread } from '../statistics.js'
import type { Measured } from './measured.js'
import { kilobytes } from './size-chart.js'

export function widgetTables(measured: Measured): Table[] {
  return [
    bytes(measured),
    ...sizes(measured),
    mainThread(measured),
    taps(measured),
    shifts(measured),
  ]
}

function bytes({ bytes }: Measured): Table {
  return {
    caption: 'Bytes until the redirect, headers included; the page itself is not counted',
    columns: ['how', 'sum', 'of which'],
    rows: [...bytes].map(([name, [, ...transfers]]) => [
      name,
      thousands(transfers.reduce((sum, transfer) => sum + transfer.bytes, 0)),
      transfers.map((transfer) => `${transfer.what} ${thousands(transfer.bytes)}`).join(', '),
    ]),
  }
}

function sizes({ sizes, perRate }: Measured): Table[] {
  return [
    {
      caption: 'Size (min+gzip), and main-thread time to fetch, compile and run it',
      columns: [
        'package',
        'version',
        'size',
        ...perRate.map(({ slower }) => `processor ${slower}× slower`),
        'fetches afterwards',
      ],
      rows: sizes.map(({ name, version, bundle, fetches }) => [
        name,
        version,
        kilobytes(bundle.gzip) + (bundle.later > 0 ? ` (and ${bundle.later} files on demand)` : ''),
        ...perRate.map(({ evaluated }) =>
          times((evaluated.get(name) ?? []).map(({ total }) => total / 1_000)),
        ),
        fetches,
      ]),
    },
  ]
}

function mainThread({ perRate }: Measured): Table {
  return {
    caption: 'Main thread, from the beginning of the navigation',
    columns: ['page', 'processor', 'until ready', 'longest task', 'first tap answered'],
    rows: perRate.flatMap(({ slower, loaded }) =>
      [...loaded].map(([name, samples]) => [
        name,
        `${slower}× slower`,
        times(samples.map(({ ready }) => ready.total / 1_000)),
        times(samples.map(({ ready }) => ready.longestTask / 1_000)),
        times(samples.map(({ tap }) => tap.total / 1_000)),
      ]),
    ),
  }
}

function taps({ tapped }: Measured): Table {
  return {
    caption: 'From the tap to the request for the hosted page, slow 3G',
    columns: ['how', 'median and spread'],
    rows: [...tapped].map(([name, samples]) => [name, times(samples)]),
  }
}

function shifts({ shifted: { lives, control } }: Measured): Table {
  return {
    caption: 'Layout shift',
    columns: ['page', 'until the redirect', 'after the return', 'after a touch (expected)'],
    rows: [
      ...[...lives].map(([name, { before, after, afterTouch }]) => [
        name,
        shift(before),
        shift(after),
        shift(afterTouch),
      ]),
      ['control: a page made to shift', shift(control), '', ''],
    ],
  }
}

export const shift = (value: number) => (value === 0 ? '0' : value.toFixed(4))

const thousands = (count: number) => count.toLocaleString('en')

function times(milliseconds: readonly number[]): string {
  if (milliseconds.length === 0) return 'not measured'
  return `${Math.round(median(milliseconds))} ms ± ${Math.round(spread(milliseconds) * 50)} %`
}
