import type { Environment } from '@faceid-h5/protocol'
import { render } from 'preact'
import { type Client, faceIdClient } from '../client/client.js'
import { localeOf } from '../client/locale.js'
import { webAddress } from '../client/web-address.js'
import { browser } from '../environment/platform.js'
import { emit } from './announce.js'
import { type Act, appearanceOf } from './appearance.js'
import type { Settings } from './attributes.js'
import { controller } from './controller.js'
import { messagesIn } from './messages.js'
import { Panel } from './Panel.js'
import { watchPage, watchVisibility } from './page-life.js'
import type { Copied, Event, State } from './state.js'
import { dressed } from './styles.js'

/** Runs the element while it is on the page: its client, its drawing, and how to end both. */
export function mount(
  element: HTMLElement,
  scriptRelay: string,
  settings: Settings,
  changed: (now: State) => void,
) {
  const attribute = (name: string) => element.getAttribute(name) || undefined
  const relay = attribute('relay') || scriptRelay
  const root = dressed(element, relay)
  // `dressed` has put it there.
  const container = root.lastChild as HTMLElement
  const development = browser.development()
  let client: Client | undefined
  let agreedTo: string | undefined
  let ended = false
  const agreed = () => attribute('consent-version') === agreedTo
  const { dispatch, state, stop } = controller(faceId, agreed, (now) => {
    draw()
    changed(now)
  })
  const endings = [watchPage(tell), stop]
  if (attribute('prepare') === 'visible') endings.push(watchVisibility(element, intend))
  return { tell, start, draw, end }

  function faceId(): Client {
    const consentVersion = attribute('consent-version')
    if (attribute('consent-url') && !consentVersion) {
      throw new TypeError('consent-version="": required by consent-url')
    }
    client =
      client ||
      faceIdClient(
        {
          ...settings,
          environment: settings.environment || (development && simulated() ? phone : undefined),
          relay,
          consentVersion,
          scene: attribute('scene') || '',
          reference: attribute('reference') || '',
          startUrl: attribute('start-url'),
          returnUrl: attribute('return-url'),
          hostedPageHosts: attribute('hosted-page-hosts')?.split(' '),
          locale: attribute('locale'),
        },
        browser,
      )
    return client
  }

  async function tell(event: Event): Promise<void> {
    if (event.type === 'reset') agreedTo = undefined
    await dispatch(event)
    // Some texts depend on the time.
    if (event.type === 'shown') draw()
  }

  /** The same as a tap on the main button. */
  async function start(): Promise<void> {
    const done = tell({ type: 'start', agreed: agreed() })
    const now = state()
    // The tap came before the consent: lead to the checkbox.
    if (now.name === 'ready' && now.reminded) container.querySelector('input')?.focus()
    await done
  }

  async function act(todo: Act): Promise<void> {
    if (todo === 'start') return start()
    if (todo === 'copy') {
      return tell({ type: 'copied', copied: await copyLink() })
    }
    // A page that leads to its form says so by `preventDefault()`.
    if (todo === 'correct' && !emit(element, 'faceid-correct', null)) return
    await tell({ type: 'restart', agreed: agreed() })
  }

  function intend(): void {
    if (attribute('prepare') !== 'off') tell({ type: 'intent', agreed: agreed() })
  }

  function draw(): void {
    // A late answer must not draw over the element's next verification.
    if (ended) return
    const locale = localeOf([attribute('locale'), ...browser.languages()])
    const words = { ...messagesIn(locale), ...settings.messages }
    const version = attribute('consent-version')
    const link = (name: string) => attribute(name) && webAddress(attribute(name), location.href)
    const unfinished = state().name !== 'passed'
    const alternative = unfinished && link('alternative-url')
    const focused = root.activeElement
    const appearance = appearanceOf(state(), words, {
      kept: !!client?.kept(),
      resumable: !!client?.resumable(),
      now: browser.now(),
      development,
    })
    render(
      <Panel
        appearance={appearance}
        words={words}
        page={location.href}
        act={act}
        intend={intend}
        consent={
          !!version && {
            words,
            url: link('consent-url'),
            agreed: agreed(),
            choose(yes) {
              agreedTo = yes ? version : undefined
              draw()
              // Until now nothing could be prepared.
              intend()
            },
          }
        }
        alternative={
          !!alternative && {
            url: alternative,
            taken(event) {
              if (!emit(element, 'faceid-alternative', null)) event.preventDefault()
            },
          }
        }
        simulate={unfinished && development && !settings.environment && simulate}
      />,
      container,
    )
    // The focused element is gone: the new title takes the focus.
    if (focused && !root.activeElement) container.querySelector('p')?.focus()
  }

  function end(): void {
    ended = true
    for (const ending of endings) ending()
    client?.cancel()
  }
}

/** Copies the page's link, or returns that the user must copy it by hand: some web-views refuse. */
async function copyLink(): Promise<Copied> {
  try {
    await navigator.clipboard.writeText(location.href)
    return 'done'
  } catch {
    return 'by-hand'
  }
}

/** This tab acts as WeChat on a phone, until the next tap. */
function simulate(): void {
  sessionStorage.setItem(simulation, simulated() ? '' : '1')
  location.reload()
}

const simulated = () => sessionStorage.getItem(simulation)
const simulation = 'faceid-h5 phone'
const phone: Environment = { app: 'wechat', os: 'ios', device: 'phone' }

export type MountedElement = ReturnType<typeof mount>
