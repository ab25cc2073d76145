// What the merchant's back end makes of a final state: it believes the signed token alone, and reads the evidence of some.
import { isResultError } from '@faceid-h5/merchant'
import type { VerificationState } from '@faceid-h5/protocol'
import { end } from './ledger.js'
import { type Market, merchantAttempt } from './market.js'
import { sceneOf } from './scenes.js'
import { isProblem, type Shopper } from './shopper.js'

/** Ends the shopper's account with what the token says. */
export async function believe(
  market: Market,
  shopper: Shopper,
  { resultToken }: VerificationState,
): Promise<void> {
  const { ledger } = market
  const { scene, reference, script, truth, name } = shopper
  const { intention, identity: accept } = sceneOf(scene)
  const result = await market.caller.patiently(`${name}, verifying`, async () => {
    try {
      const expected = {
        reference,
        accept: accept === 'supplied' ? accept : 'anyone',
        ...(intention && { intention }),
        status: 'any',
      } as const
      return { done: await market.verifier(scene).verify(resultToken, expected) }
    } catch (error) {
      if (!isResultError(error)) throw error
      if (error.retryable) return { again: error.code, afterMs: 1_000 }
      ledger.wrong.push(`${name}: a good token was refused with ${error.code}`)
      return { done: undefined }
    }
  })
  if (result === undefined || isProblem(result)) return
  ledger.tokensVerified += 1
  if (resultToken !== undefined) shopper.token = resultToken
  if (result.id !== truth.id) ledger.wrong.push(`${name}: a token about another verification`)
  const { status, reason } = result
  end(ledger, name, script.expected, { status, ...(reason === undefined ? {} : { reason }) })
  if (status === 'passed' && Number(reference.replace(/\D/g, '')) % 4 === 0) {
    await readEvidence(market, shopper, result.evidence)
  }
}

/** It has to be about this very person. */
async function readEvidence(market: Market, shopper: Shopper, handle: string): Promise<void> {
  const { caller, ledger, relay } = market
  const { name, person, scene } = shopper
  const read = await caller.patiently(`${name}, evidence`, async () => {
    const attempt = await merchantAttempt(() =>
      relay.evidence(handle, { include: ['text', 'frames'] }),
    )
    // Clear, and believed: the soak alone knows that the sandbox forgets on order, and for a moment.
    const forgotten = 'problem' in attempt && attempt.problem.code === 'ticket_expired'
    return forgotten ? { again: 'ticket_expired, of evidence', afterMs: 1_000 } : attempt
  })
  if (isProblem(read)) {
    ledger.wrong.push(`${name}: the evidence was refused with ${read.code}`)
    return
  }
  ledger.evidenceRead += 1
  if (read.text.name !== undefined) market.canaries.add(read.text.name)
  if (read.text.idCard !== undefined) market.canaries.add(read.text.idCard)
  if (read.scene !== scene) ledger.wrong.push(`${name}: evidence of another scene`)
  if (read.text.code !== 0) ledger.wrong.push(`${name}: evidence of a face that did not pass`)
  if (person !== undefined && read.text.idCard !== person.idCard) {
    ledger.wrong.push(`${name}: evidence of another person`)
  }
  if (!read.frames.best?.base64) ledger.wrong.push(`${name}: evidence without its frame`)
}
