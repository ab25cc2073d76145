// What the widget promises, held against what was measured.
import type { Target } from '../section.js'
import { median } from '../statistics.js'
import type { Measured } from './measured.js'
import { tapNames } from './measures.js'
import { shift } from './widget-tables.js'

export function widgetTargets({ sizes, bytes, shifted, tapped }: Measured): Target[] {
  return [
    atMost('Script tag, gzip', sizeOf('faceid-h5, script tag', sizes), 18_000),
    atMost('Headless client, gzip', sizeOf('faceid-h5, headless', sizes), 8_500),
    nothingMore(bytes),
    ...shiftTargets(shifted),
    ...preparedSooner(tapped),
  ]
}

function sizeOf(wanted: string, sizes: Measured['sizes']): number {
  return sizes.find(({ name }) => name === wanted)?.bundle.gzip ?? Number.NaN
}

function atMost(what: string, measured: number, limit: number): Target {
  return {
    what,
    wanted: `at most ${limit.toLocaleString('en')} bytes`,
    measured: `${measured.toLocaleString('en')} bytes`,
    met: measured <= limit,
  }
}

/** The page, the script, the start: nothing else before the redirect in WeChat. */
function nothingMore(bytes: Measured['bytes']): Target {
  const requests = (bytes.get('script tag') ?? []).map(({ what }) => what)
  return {
    what: 'Requests from the script tag until the redirect, in WeChat',
    wanted: 'the script and the start',
    measured: requests.slice(1).join(', '),
    met: requests.length === 3 && requests.filter((what) => what.startsWith('POST ')).length === 1,
  }
}

function shiftTargets({ lives, control }: Measured['shifted']): Target[] {
  const kept = lives.get('script tag, room kept')
  const sum = kept ? kept.before + kept.after : Number.NaN
  return [
    {
      what: 'Layout shift from load to redirect and after the return, room kept by the page',
      wanted: '0',
      measured: shift(sum),
      met: sum === 0,
    },
    {
      what: 'A page made to shift is seen to shift',
      wanted: 'more than 0',
      measured: shift(control),
      met: control > 0,
    },
  ]
}

/** Not how much, but that preparing is of use at all. */
function preparedSooner(tapped: Measured['tapped']): Target[] {
  const off = tapped.get(tapNames.unprepared)
  const prepared = tapped.get(tapNames.prepared)
  if (!off || !prepared) return []
  return [
    {
      what: 'Slow 3G: a tap that was prepared by the consent, against one that was not',
      wanted: 'at most half the time',
      measured: `${Math.round(median(prepared))} ms, ${Math.round(median(off))} ms`,
      met: median(prepared) <= median(off) / 2,
    },
  ]
}
