// A verification for tests that need no start.
import type { Verification } from '../src/tokens/ticket.js'

export const verification: Verification = {
  id: 'ours',
  bizToken: 'A-TOKEN',
  ruleId: '1',
  scene: 'loan',
  reference: 'loan-1',
  mode: 'native',
  startedBy: 'merchant',
  starter: 'key',
  handoff: false,
  identity: 'supplied',
  startedAt: Date.UTC(2026, 0, 1),
  sandbox: false,
}
