/**
 * The Url of DetectAuth: the shape and about the length of the documented example, with its two
 * addresses inside each other, but of this sandbox. It is the browser's first hop.
 */
export function authorizeUrl(publicUrl: string, bizToken: string): string {
  const hosted = `${publicUrl}${paths.token}?token=${bizToken}`
  const next = `${publicUrl}${paths.code}?bizRedirect=${encodeURIComponent(hosted)}`
  const query = [
    'appid=wx5a4db0c000000001',
    `redirect_uri=${encodeURIComponent(next)}`,
    'response_type=code',
    'scope=snsapi_base',
    'state=',
    'component_appid=wx5a4db0c000000002',
  ]
  return `${publicUrl}${paths.authorize}?${query.join('&')}#wechat_redirect`
}

export const paths = {
  authorize: '/connect/oauth2/authorize',
  code: '/v1/api/getCode',
  token: '/api/auth/getOpenidAndSaveToken',
  page: '/h5',
} as const
