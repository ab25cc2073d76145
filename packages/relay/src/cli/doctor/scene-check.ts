// Tries every RuleId of every scene against Tencent Cloud, and says what works and what to fix.
import type { SceneConfiguration } from '../../config/load.js'
import type { RelayContext } from '../../server/context.js'
import type { Finding } from './finding.js'
import { remedyOf } from './remedies.js'
import { findTrial, type Refusal, type Trial, tryStart } from './trial.js'

export async function* checkScenes(services: RelayContext): AsyncGenerator<Finding> {
  let accepted = false
  for (const [name, scene] of services.configuration.scenes) {
    const { native, overlay } = scene.rules
    if (native !== undefined && native === overlay) yield sameRule(name)
    for (const [mode, ruleId] of Object.entries(scene.rules)) {
      const result = await tryStart(services, ruleId, scene)
      if ('code' in result && remedyOf(result.code).stops) return yield stopped(services, result)
      // Anything about a RuleId or the account is said only to whom Tencent knows.
      const known = !('code' in result) || /^(Invalid|Missing|Unauthorized)/.test(result.code)
      if (known && !accepted) yield keysWork(services)
      accepted ||= known
      const subject = `${name}, ${mode} (RuleId ${ruleId})`
      if ('code' in result) yield await refused(services, scene, ruleId, subject, result)
      else if (result.unknownHost !== undefined) yield foreignPage(subject, result.unknownHost)
      else {
        yield { verdict: 'fine', subject, says: 'starts' }
        if (scene.intention === undefined) continue
        const without = await tryStart(services, ruleId, { identity: scene.identity })
        if (!('code' in without)) yield intentionUnsure(subject)
      }
    }
  }
}

function sameRule(subject: string): Finding {
  return {
    verdict: 'note',
    subject,
    says: 'native and overlay have the same RuleId',
    advice: 'Each needs a business flow (业务流程) of its own kind; one of the two will not work.',
  }
}

function keysWork(services: RelayContext): Finding {
  return { verdict: 'fine', subject: asked(services), says: 'the keys work; the clock is right' }
}

function asked({ sandbox }: RelayContext): string {
  return sandbox === undefined ? 'Tencent Cloud' : `the sandbox at ${sandbox.origin}`
}

/** Why no RuleId can be tried. */
function stopped(services: RelayContext, { code, requestId }: Refusal): Finding {
  const { says, advice } = remedyOf(code)
  const finding = {
    verdict: 'fix',
    subject: asked(services),
    provider: { code, requestId },
  } as const
  if (services.sandbox !== undefined && requestId === undefined) {
    const advice = 'Is it running, and is this its address? The rest was not tried.'
    return { ...finding, says: 'does not answer', advice }
  }
  const clock = new Date(services.now()).toISOString()
  const now = code === 'AuthFailure.SignatureExpire' ? ` It says ${clock}.` : ''
  return { ...finding, says, advice: `${advice}${now} The rest was not tried.` }
}

async function refused(
  services: RelayContext,
  scene: SceneConfiguration,
  ruleId: string,
  subject: string,
  { code, requestId }: Refusal,
): Promise<Finding> {
  const { says, advice } = remedyOf(code)
  const finding: Finding = { verdict: 'fix', subject, says, advice, provider: { code, requestId } }
  if (!/^(InvalidParameter|MissingParameter)$/.test(code)) return finding
  const trial = await findTrial(services, ruleId, scene)
  if (trial === undefined) return finding
  const brought = trial.intention !== undefined && scene.intention === undefined
  if (brought && scene.startedBy === 'merchant' && trial.identity === scene.identity) {
    return {
      verdict: 'note',
      subject,
      says: `starts only with an intention of the mode "${trial.intention?.mode}"`,
      advice: 'Every start of the back end must bring its words, or the scene must have some.',
    }
  }
  return { ...finding, advice: `It takes ${differences(scene, trial).join(', and ')}.` }
}

function differences(scene: SceneConfiguration, trial: Trial): string[] {
  const found: string[] = []
  if (trial.identity !== scene.identity) {
    found.push(
      trial.identity === 'supplied'
        ? `a name and an ID number: write "identity": "supplied"${scene.startedBy === 'browser' ? ' and "startedBy": "merchant"' : ''} into the scene, or let the business flow read the ID card`
        : 'no name and no ID number: write "identity": "captured" into the scene, or let the business flow ask for them',
    )
  }
  if (trial.intention?.mode !== scene.intention?.mode) {
    found.push(
      trial.intention === undefined
        ? 'no intention: take "intention" out of the scene, or have 意愿核身 switched on for the RuleId'
        : `an intention of the mode "${trial.intention.mode}": write such an "intention" into the scene, or switch it off for the RuleId`,
    )
  }
  return found
}

function foreignPage(subject: string, host: string): Finding {
  return {
    verdict: 'fix',
    subject,
    says: `the hosted page is at ${host}, which the relay does not know`,
    advice: `If this is Tencent’s, write "hostedPageHosts" into the configuration, with "${host}" and the default ones, and hosted-page-hosts="${host}" onto the widget.`,
  }
}

function intentionUnsure(subject: string): Finding {
  return {
    verdict: 'note',
    subject,
    says: 'starts without the words of its intention as well',
    advice:
      'Make sure that 意愿核身 is switched on for the RuleId (Tencent does that on request). Where it is not, nobody passes in this scene.',
  }
}
