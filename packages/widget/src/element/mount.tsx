import { render } from 'preact'
import { type Client, faceIdClient } from '../client/client.js'
import { localeOf } from '../client/locale.js'
import { browser } from '../environment/platform.js'
import { type Act, appearanceOf } from './appearance.js'
import { controller } from './controller.js'
import { copyLink } from './copy-link.js'
import type { Settings } from './face-id-element.js'
import { messagesIn } from './messages.js'
import { Panel } from './Panel.js'
import { watchPage } from './page-life.js'
import type { Event, State } from './state.js'
import { dressed } from './styles.js'
import { webLink } from './web-link.js'

/** The element while it is on the page: its client, what is drawn, and how to end all that. */
export function mount(
  element: HTMLElement,
  scriptRelay: string,
  settings: Settings,
  changed: (now: State) => void,
): MountedElement {
  const attribute = (name: string) => element.getAttribute(name) || undefined
  const relay = attribute('relay') || scriptRelay
  const root = dressed(element, relay)
  // `dressed` has put it there.
  const container = root.lastChild as HTMLElement
  let client: Client | undefined
  let agreedTo: string | undefined
  const agreed = () => attribute('consent-version') === agreedTo
  const desk = controller(faceId, agreed, (now) => {
    draw()
    changed(now)
  })
  const unwatch = watchPage(tell)
  return { tell, start, draw, end }

  function faceId(): Client {
    const consentVersion = attribute('consent-version')
    if (attribute('consent-url') && !consentVersion) {
      throw new TypeError('`consent-version` is missing')
    }
    client =
      client ||
      faceIdClient(
        {
          ...settings,
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
    await desk.dispatch(event)
  }

  async function start(): Promise<void> {
    const done = tell({ type: 'start', agreed: agreed() })
    const state = desk.state()
    // Where the tap came before the choice, that is where to go.
    if (state.name === 'ready' && state.reminded) container.querySelector('input')?.focus()
    await done
  }

  async function act(todo: Act): Promise<void> {
    if (todo === 'start') return start()
    if (todo === 'reset') return tell({ type: 'reset' })
    await tell({ type: 'copied', copied: await copyLink(location.href, root) })
  }

  function intend(): void {
    if (attribute('prepare') !== 'off') tell({ type: 'intent', agreed: agreed() })
  }

  function draw(): void {
    const locale = localeOf([attribute('locale'), ...browser.languages()])
    const words = { ...messagesIn(locale), ...settings.messages }
    const version = attribute('consent-version')
    const focused = root.activeElement
    render(
      <Panel
        appearance={appearanceOf(desk.state(), words, !!client?.kept())}
        words={words}
        link={location.href}
        act={act}
        intend={intend}
        consent={
          !!version && {
            url: webLink(attribute('consent-url')),
            agreed: agreed(),
            choose(yes) {
              agreedTo = yes ? version : undefined
              draw()
              // Who agrees is about to begin, and until now nothing could be prepared.
              intend()
            },
          }
        }
      />,
      container,
    )
    // What had the focus is gone: its place is taken by what has happened.
    if (focused && !root.activeElement) container.querySelector('p')?.focus()
  }

  function end(): void {
    unwatch()
    desk.stop()
    client?.callOff()
  }
}

export interface MountedElement {
  tell(event: Event): Promise<void>
  /** The same as a tap on the main button. */
  start(): Promise<void>
  draw(): void
  end(): void
}
