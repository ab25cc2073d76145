import type { ResultClaims } from '@faceid-h5/protocol'

/** 2026-01-01 00:00 UTC, in seconds. */
export const T0 = 1_767_225_600

export const RELAY = 'https://m.shop.example/faceid'

export const sampleClaims: ResultClaims = {
  iss: RELAY,
  aud: 'loan',
  sub: 'order-4711',
  jti: 'f3b1c0de-0000-4000-8000-000000000001',
  iat: T0,
  exp: T0 + 600,
  use_until: T0 + 3 * 86_400,
  status: 'passed',
  mode: 'native',
  started_by: 'merchant',
  handoff: false,
  identity: 'supplied',
  intention: { mode: 'reading', digest: 'eexqN8fin_wuB0HNZ8X5phtDzzmsN1tHdim96PareXw' },
  sandbox: false,
  evidence: 'sealed-handle',
}
