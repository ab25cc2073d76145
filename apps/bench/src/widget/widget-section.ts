// Measures what the widget costs a page: bytes, main thread, the way from a tap to the hosted page, and layout shift.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { milliseconds } from '../format.js'
import type { Bench, Section } from '../section.js'
import { median } from '../statistics.js'
import { launch } from './browser.js'
import { evaluations, loads, shifts, tapNames, taps, transfers } from './measures.js'
import { installOthers } from './others.js'
import { layOutPages } from './pages.js'
import { sizeChart } from './size-chart.js'
import { bench as folder, otherSizes, ourSizes, scriptTagSize } from './sizes.js'
import { widgetTables } from './widget-tables.js'
import { widgetTargets } from './widget-targets.js'
import { openWorld, type World } from './world.js'

export async function measureWidget(bench: Bench): Promise<Section> {
  const { say, tools } = bench
  const { installed, leftOut } = await installOthers(say)
  say('bundling')
  const { version } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'))
  const sizes = [
    scriptTagSize(version, readFileSync(widgetFile, 'utf8')),
    ...(await ourSizes(version)),
    ...(await otherSizes(installed, say)),
  ]
  const browser = await launch(tools.CHROMIUM_PATH)
  const worlds: World[] = []
  // A sandbox that takes its time: the frame that answers a tap is drawn before the page is left.
  const worldOf = async (latencyMs: number) => {
    const world = await openWorld(latencyMs)
    worlds.push(world)
    await layOutPages(world.shop)
    return world
  }
  try {
    const usual = await worldOf(30)
    say('bytes until the redirect')
    const bytes = await transfers(browser, usual)
    say('layout shift')
    const shifted = await shifts(browser, usual)
    say('tap to navigation')
    const tapped = await taps(browser, usual, bench)
    const patient = await worldOf(1_500)
    const rates = bench.quick ? [4] : [4, 6]
    const perRate = []
    for (const slower of rates) {
      say(`main thread, ${slower} times slower`)
      const loaded = await loads(browser, patient, slower, bench)
      const evaluated = await evaluations(browser, patient, sizes, slower, bench)
      perRate.push({ slower, loaded, evaluated })
    }
    const measured = { sizes, bytes, shifted, tapped, perRate }
    const chromium = browser.version()
    const tapTime = (name: string) => milliseconds(median(tapped.get(name) ?? []))
    return {
      title: 'Widget: what it costs the page',
      method: method(chromium, bench.quick),
      tables: widgetTables(measured),
      targets: widgetTargets(measured),
      remarks: remarks(leftOut.map(({ name, version }) => `${name} ${version}`)),
      charts: [
        sizeChart(
          sizes.map(({ name, bundle, ours }) => ({ label: name, bytes: bundle.gzip, ours })),
        ),
      ],
      highlights: [
        {
          en: 'Script tag, everything in it, gzip',
          zh: 'script 标签的全部内容（gzip）',
          value: `${((sizes[0]?.bundle.gzip ?? 0) / 1_000).toFixed(1)} kB`,
        },
        {
          en: 'From the tap to the hosted page, slow 3G, prepared by the consent (not prepared)',
          zh: '慢速 3G 下从点击到跳转托管页，勾选同意时已预取（未预取）',
          value: `${tapTime(tapNames.prepared)} (${tapTime(tapNames.unprepared)})`,
        },
      ],
    }
  } finally {
    await browser.close()
    for (const world of worlds) await world.close()
  }
}

const widgetFile = fileURLToPath(
  new URL('../../../../packages/widget/dist/faceid-h5.js', import.meta.url),
)

function method(chromium: string, quick: boolean): string {
  return [
    `Chromium ${chromium}, headless, as a phone with WeChat (375 × 812, touch); relay and sandbox are processes of their own on 127.0.0.1, and a shop in front has the relay under its own address, as is recommended. Files travel as gzip; every run begins with an empty profile, and candidates take turns${quick ? '' : ' (seven rounds, five for evaluation)'}.`,
    'Bytes are what Chromium received, headers included, until the browser asks for the hosted page. Sizes: all that a package exports, bundled by Vite with Rolldown (minified, ES2019), gzip level 9; React is taken to be in the page anyway, and dependencies of others are as the registry resolves them on the day.',
    'Main thread: the sum of the tasks in a trace, from the beginning of the navigation until the widget says `ready`, and from the touch until the frame that answers it; the processor is held back by the developer tools’ protocol. Evaluation is fetching, compiling and running the bundle in a page that is there already.',
    'Tap to navigation is from the click, which comes when the finger is lifted, to the request for the hosted page, with the network held at 400 kbit/s both ways and no answer before 400 ms (the developer tools’ slow 3G). Connections that have to be opened cost nothing in this emulation; on a real network they do.',
    'Layout shift is the sum of all entries that do not follow a touch within half a second, from load to redirect and from the return to the outcome, with content below the widget.',
  ].join('\n\n')
}

function remarks(leftOut: readonly string[]): string[] {
  return [
    'The others can’t reach their services here. Nearly all of them load more before anything is to be seen, which none of these figures holds; ours loads nothing more before the redirect. They solve other tasks, too: these are sizes of what a page takes on, not of what it gets.',
    ...(leftOut.length > 0
      ? [`Not installed, because the registry did not give them: ${leftOut.join(', ')}.`]
      : []),
  ]
}
