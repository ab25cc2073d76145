// Starts a verification: checks the request against the scene, calls DetectAuth, encrypts ticket and return state.
import { randomUUID } from 'node:crypto'
import type { MerchantStartRequest, StartResponse } from '@faceid-h5/protocol'
import type { Configuration, SceneConfiguration } from '../config/load.js'
import { hostedPageTtlMs } from '../lifetimes.js'
import { refuse } from '../problem.js'
import type { TencentClient } from '../tencent/client.js'
import { ProviderError, requestIdOf } from '../tencent/errors.js'
import type { RelayKeys } from '../tokens/keys.js'
import { returnStates } from '../tokens/return-state.js'
import { tickets, type Verification } from '../tokens/ticket.js'
import { hostedPageUrl } from './hosted-page-url.js'
import { identityFields, imageFault } from './identity.js'
import { intentionDigest, intentionFields } from './intention.js'
import { returnUrlFault } from './return-url.js'

/** RedirectUrl may have 1,024 characters (SDK models). */
const redirectUrlLimit = 1_024

export interface StartDeps {
  configuration: Pick<Configuration, 'base' | 'hostedPageHosts' | 'scenes'>
  keys: RelayKeys
  client: TencentClient
  /** The sandbox's address, if the relay calls one instead of Tencent. */
  sandbox: URL | undefined
  now: () => number
}

/** @throws {ProblemError | ProviderError} */
export async function startVerification(
  deps: StartDeps,
  { startedBy, starter }: Pick<Verification, 'startedBy' | 'starter'>,
  request: MerchantStartRequest,
): Promise<StartResponse> {
  const { configuration, keys, client, sandbox, now } = deps
  const scene = sceneOf(deps, startedBy, request.scene)
  const { mode, ruleId } = modeOf(scene, request)
  checkAgainst(scene, request)
  const { handoff = false, returnUrl, consentVersion, identity, image } = request
  const { intention = scene.intention } = request
  const startedAt = now()
  const id = randomUUID()
  const state = returnStates.encrypt(
    keys,
    [id, request.scene, returnUrl, handoff ? 1 : 0],
    startedAt,
  )
  const redirectUrl = `${configuration.base}/v1/return/${state}`
  if (redirectUrl.length > redirectUrlLimit) {
    const excess = Math.ceil(((redirectUrl.length - redirectUrlLimit) * 3) / 4)
    const detail = `returnUrl is about ${excess} characters too long: it is part of an address of at most 1,024`
    refuse('return_url_too_long', detail)
  }
  const parameters = {
    RuleId: ruleId,
    RedirectUrl: redirectUrl,
    Extra: id,
    ...(identity && identityFields(identity)),
    ...(image && { ImageBase64: image }),
    ...(intention && intentionFields(intention)),
  }
  const answer = await client.call('DetectAuth', parameters)
  const url = hostedPageUrl(answer.Url, configuration.hostedPageHosts, sandbox)
  if (url === undefined || typeof answer.BizToken !== 'string' || answer.BizToken === '') {
    throw new ProviderError('transient', 'UnexpectedUrl', requestIdOf(answer.RequestId))
  }
  const verification: Verification = {
    id,
    bizToken: answer.BizToken,
    ruleId,
    scene: request.scene,
    reference: request.reference,
    mode,
    startedBy,
    starter,
    handoff,
    identity: scene.identity,
    ...(intention && {
      intention: { mode: intention.mode, digest: intentionDigest(intention) },
    }),
    ...(consentVersion && { consent: { version: consentVersion, at: startedAt } }),
    startedAt,
    sandbox: sandbox !== undefined,
  }
  return {
    id,
    mode,
    url,
    ticket: tickets.encrypt(keys, verification, startedAt),
    openUntil: startedAt + hostedPageTtlMs,
    ...(handoff ? { qrCode: await qrCode(url) } : {}),
  }
}

function sceneOf({ configuration }: StartDeps, startedBy: 'browser' | 'merchant', name: string) {
  const scene = configuration.scenes.get(name)
  if (scene === undefined) {
    refuse('scene_unknown', 'The relay’s configuration has no scene of this name')
  }
  if (startedBy === 'browser' && scene.startedBy === 'merchant') {
    const detail =
      'This scene is started by the back end, with its API key; see `start-url` of the widget'
    refuse('unauthorized', detail)
  }
  return scene
}

function modeOf({ rules }: SceneConfiguration, { modes }: MerchantStartRequest) {
  for (const mode of modes) {
    const ruleId = rules[mode]
    if (ruleId !== undefined) return { mode, ruleId }
  }
  const known = Object.keys(rules).join(' and ')
  refuse('mode_unavailable', `This scene has a RuleId for ${known} only`)
}

/** What the scene allows and requires, apart from the mode. @throws {ProblemError} */
function checkAgainst(scene: SceneConfiguration, request: MerchantStartRequest): void {
  const { handoff, returnUrl, consentVersion, intention, identity, image } = request
  const supplied = scene.identity === 'supplied'
  if (handoff && !scene.handoff) {
    refuse('field_not_allowed', 'This scene allows no handoff ("handoff" in its configuration)')
  }
  const urlFault = returnUrlFault(returnUrl, scene.returnUrls)
  if (urlFault !== undefined) refuse('return_url_not_allowed', `returnUrl ${urlFault}`)
  if (scene.consent && consentVersion === undefined) {
    refuse('invalid_request', 'consentVersion is missing: see `consent-version` of the widget')
  }
  if (intention && scene.intention && intention.mode !== scene.intention.mode) {
    const { mode } = scene.intention
    refuse('invalid_request', `intention.mode must be "${mode}", as in the scene’s configuration`)
  }
  if (supplied && identity === undefined) {
    refuse('invalid_request', 'identity is missing: {name, idCard} of the person to be verified')
  }
  if (!supplied && identity !== undefined) {
    refuse('field_not_allowed', 'identity is only for a scene with "identity": "supplied"')
  }
  const photoFault = image === undefined ? undefined : imageFault(image)
  if (photoFault !== undefined) refuse('invalid_request', photoFault)
}

/** As an SVG data URL for an <img>: a long press on one works in WeChat. */
async function qrCode(address: string): Promise<string> {
  // Loaded with the first QR code.
  const { renderSVG } = await import('uqr')
  const svg = renderSVG(address, { ecc: 'L', border: 2 })
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
}
