import { render } from 'preact'
import { type Act, appearanceOf } from './appearance.js'
import { controller } from './controller.js'
import { copyLink } from './copy-link.js'
import { createFaceId, type FaceId } from './face-id.js'
import type { Settings } from './face-id-element.js'
import { localeOf } from './locale.js'
import { messages } from './messages.js'
import { watchPage } from './page-life.js'
import type { Happening, Situation } from './situation.js'
import { dress } from './styles.js'
import { browser } from './surroundings.js'
import { Panel } from './view/Panel.js'

/** The element while it is on the page: its client, what is drawn, and how to end all that. */
export function present(
  element: HTMLElement,
  scriptRelay: string,
  settings: Settings,
  changed: (now: Situation) => void,
): Presence {
  const attribute = (name: string) => element.getAttribute(name) || undefined
  const relay = attribute('relay') || scriptRelay
  const { root, mount } = rootOf(element, relay)
  let client: FaceId | undefined
  let agreedTo: string | undefined
  const desk = controller({
    faceId,
    agreed,
    visible: () => !document.hidden,
    changed(now) {
      draw()
      changed(now)
    },
    clock: {
      set: (action, milliseconds) => window.setTimeout(action, milliseconds),
      clear: (timer) => window.clearTimeout(timer),
    },
  })
  const unwatch = watchPage(tell)
  draw()
  return { tell, start, draw, end }

  function faceId(): FaceId {
    const consentVersion = attribute('consent-version')
    if (attribute('consent-url') && !consentVersion) {
      throw new TypeError('`consent-url` needs `consent-version`')
    }
    client =
      client ||
      createFaceId({
        relay,
        consentVersion,
        scene: attribute('scene') || '',
        reference: attribute('reference') || '',
        startUrl: attribute('start-url'),
        returnUrl: attribute('return-url'),
        locale: attribute('locale'),
        environment: settings.environment,
        ticket: settings.ticket,
      })
    return client
  }

  function agreed(): boolean {
    return attribute('consent-version') === agreedTo
  }

  async function tell(happening: Happening): Promise<void> {
    if (happening.type === 'reset') agreedTo = undefined
    await desk.dispatch(happening)
  }

  async function start(): Promise<void> {
    const done = tell({ type: 'start', agreed: agreed() })
    const situation = desk.situation()
    // Where the tap came before the choice, that is where to go.
    if (situation.name === 'ready' && situation.reminded) mount.querySelector('input')?.focus()
    await done
  }

  function intend(): void {
    if (attribute('prepare') !== 'off') tell({ type: 'intent', agreed: agreed() })
  }

  async function act(todo: Act): Promise<void> {
    if (todo === 'start') return start()
    if (todo === 'reset') return tell({ type: 'reset' })
    if (todo === 'check') return tell({ type: 'shown', restored: false })
    return tell({ type: 'copied', copied: await copyLink(location.href, root) })
  }

  function draw(): void {
    const situation = desk.situation()
    const locale = localeOf([attribute('locale'), ...browser.languages()])
    const words = { ...messages[locale], ...settings.messages }
    const focused = root.activeElement
    const version = attribute('consent-version')
    render(
      <Panel
        appearance={appearanceOf(situation, words, !!client?.kept())}
        words={words}
        link={location.href}
        act={act}
        intent={intend}
        consent={
          version === undefined
            ? undefined
            : {
                url: attribute('consent-url'),
                agreed: agreed(),
                reminded: situation.name === 'ready' && situation.reminded,
                choose(yes) {
                  agreedTo = yes ? version : undefined
                  draw()
                },
              }
        }
      />,
      mount,
    )
    // What had the focus is gone: its place is taken by what has happened.
    if (focused && !root.activeElement) mount.querySelector('p')?.focus()
  }

  function end(): void {
    unwatch()
    desk.stop()
  }
}

export interface Presence {
  tell(happening: Happening): Promise<void>
  /** The same as a tap on the main button. */
  start(): Promise<void>
  draw(): void
  end(): void
}

function rootOf(element: HTMLElement, relay: string): { root: ShadowRoot; mount: Element } {
  if (!element.shadowRoot) {
    const root = element.attachShadow({ mode: 'open' })
    dress(root, relay)
    root.appendChild(document.createElement('div'))
  }
  // Just made, if it was missing; the link of `dress` may stand before it.
  const root = element.shadowRoot as ShadowRoot
  return { root, mount: root.querySelector('div') as Element }
}
