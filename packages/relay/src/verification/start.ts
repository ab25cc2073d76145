// Starts one verification: checks what was sent against the scene, asks Tencent for the hosted page, seals ticket and state.
import { randomUUID } from 'node:crypto'
import type { Intention, MerchantStartRequest, Mode, StartResponse } from '@faceid-h5/protocol'
import type { Configuration, SceneConfiguration } from '../config/load.js'
import { hostedPageTtlMs } from '../lifetimes.js'
import { ProblemError } from '../problem.js'
import type { TencentClient } from '../tencent/client.js'
import { ProviderError } from '../tencent/errors.js'
import type { RelayKeys } from '../tokens/keys.js'
import { encryptReturnState } from '../tokens/return-state.js'
import { encryptTicket, type Verification } from '../tokens/ticket.js'
import { hostedPageUrl } from './hosted-page-url.js'
import { checkedIdentity, imageFault } from './identity.js'
import { intentionDigest, intentionFields } from './intention.js'
import { qrCode } from './qr-code.js'
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
  const handoff = handoffOf(scene, request)
  const returnUrl = returnUrlOf(scene, request)
  const startedAt = now()
  const consent = consentOf(scene, request, startedAt)
  const intention = intentionOf(scene, request)
  const id = randomUUID()
  const state = encryptReturnState(
    keys,
    { id, scene: request.scene, returnUrl, handoff },
    startedAt,
  )
  const redirectUrl = `${configuration.base}/v1/return/${state}`
  if (redirectUrl.length > redirectUrlLimit) {
    throw new ProblemError(
      'return_url_too_long',
      `returnUrl is about ${Math.ceil(((redirectUrl.length - redirectUrlLimit) * 3) / 4)} characters too long: ` +
        'Tencent takes 1,024 for the whole address it is sealed in',
    )
  }
  const parameters = {
    RuleId: ruleId,
    RedirectUrl: redirectUrl,
    Extra: id,
    ...personFields(scene, request),
    ...(intention === undefined ? {} : intentionFields(intention)),
  }
  const answer = await client.call('DetectAuth', parameters)
  const url = hostedPageUrl(answer.Url, configuration.hostedPageHosts, sandbox)
  if (url === undefined || typeof answer.BizToken !== 'string' || answer.BizToken === '') {
    throw new ProviderError('transient', 'UnexpectedUrl', String(answer.RequestId))
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
    ...(intention === undefined
      ? {}
      : { intention: { mode: intention.mode, digest: intentionDigest(intention) } }),
    ...(consent === undefined ? {} : { consent }),
    startedAt,
    sandbox: sandbox !== undefined,
  }
  return {
    id,
    mode,
    url,
    ticket: encryptTicket(keys, verification),
    openUntil: startedAt + hostedPageTtlMs,
    ...(handoff ? { qrCode: await qrCode(url) } : {}),
  }
}

function sceneOf({ configuration }: StartDeps, startedBy: 'browser' | 'merchant', name: string) {
  const scene = configuration.scenes.get(name)
  if (scene === undefined) {
    throw new ProblemError('scene_unknown', 'The relay’s configuration has no scene of this name')
  }
  if (startedBy === 'browser' && scene.startedBy === 'merchant') {
    throw new ProblemError(
      'unauthorized',
      'This scene is started by the merchant’s back end, with its API key; see `start-url` of the widget',
    )
  }
  return scene
}

function modeOf(
  scene: SceneConfiguration,
  { modes }: MerchantStartRequest,
): { mode: Mode; ruleId: string } {
  for (const mode of modes) {
    const ruleId = scene.rules[mode]
    if (ruleId !== undefined) return { mode, ruleId }
  }
  const known = Object.keys(scene.rules).join(' and ')
  throw new ProblemError('mode_unavailable', `This scene has a RuleId for ${known} only`)
}

function handoffOf(scene: SceneConfiguration, { handoff = false }: MerchantStartRequest): boolean {
  if (handoff && !scene.handoff) {
    throw new ProblemError(
      'field_not_allowed',
      'This scene allows no handoff ("handoff": true in its configuration)',
    )
  }
  return handoff
}

function returnUrlOf(scene: SceneConfiguration, { returnUrl }: MerchantStartRequest): string {
  const fault = returnUrlFault(returnUrl, scene.returnUrls)
  if (fault !== undefined) throw new ProblemError('return_url_not_allowed', `returnUrl ${fault}`)
  return returnUrl
}

function consentOf(
  scene: SceneConfiguration,
  { consentVersion }: MerchantStartRequest,
  at: number,
) {
  if (scene.consent && consentVersion === undefined) {
    throw new ProblemError(
      'invalid_request',
      'consentVersion is missing: this scene starts only after the user has agreed (`consent-version` of the widget)',
    )
  }
  return consentVersion === undefined ? undefined : { version: consentVersion, at }
}

function intentionOf(
  scene: SceneConfiguration,
  request: MerchantStartRequest,
): Intention | undefined {
  const { intention = scene.intention } = request
  if (
    intention !== undefined &&
    scene.intention !== undefined &&
    intention.mode !== scene.intention.mode
  ) {
    throw new ProblemError(
      'invalid_request',
      `intention.mode must be "${scene.intention.mode}", as in the scene’s configuration`,
    )
  }
  return intention
}

function personFields(scene: SceneConfiguration, { identity, image }: MerchantStartRequest) {
  const fields: { Name?: string; IdCard?: string; ImageBase64?: string } = {}
  if (scene.identity === 'supplied') {
    if (identity === undefined) {
      throw new ProblemError(
        'invalid_request',
        'identity is missing: {name, idCard} of the person to be verified',
      )
    }
    const checked = checkedIdentity(identity)
    if ('fault' in checked) throw new ProblemError('invalid_request', checked.fault)
    fields.Name = checked.name
    fields.IdCard = checked.idCard
  } else if (identity !== undefined) {
    throw new ProblemError(
      'field_not_allowed',
      'identity may be sent only for a scene with "identity": "supplied"; this one captures it from the ID card',
    )
  }
  if (image !== undefined) {
    const fault = imageFault(image)
    if (fault !== undefined) throw new ProblemError('invalid_request', fault)
    fields.ImageBase64 = image
  }
  return fields
}
