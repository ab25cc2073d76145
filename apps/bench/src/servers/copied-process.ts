// The handler that people copy: a client of the all-products SDK for each request and InfoType "0" on each poll, with no
// cache, limit, schema or log.
import Fastify from 'fastify'
import tencentcloud from 'tencentcloud-sdk-nodejs'

const { env } = process
const FaceidClient = tencentcloud.faceid.v20180301.Client

function createClient() {
  return new FaceidClient({
    credential: {
      secretId: env.TENCENTCLOUD_SECRET_ID ?? '',
      secretKey: env.TENCENTCLOUD_SECRET_KEY ?? '',
    },
    region: 'ap-guangzhou',
    profile: {
      httpProfile: { protocol: 'http://', endpoint: new URL(env.FACEID_ENDPOINT ?? '').host },
    },
  })
}

const app = Fastify()

app.post('/faceid/start', async () => {
  const RedirectUrl = 'https://m.shop.example/apply'
  const { BizToken, Url } = await createClient().DetectAuth({ RuleId: '1000004', RedirectUrl })
  return { bizToken: BizToken, url: Url }
})

app.get<{ Querystring: { bizToken: string } }>('/faceid/result', async ({ query }) => {
  const { Text } = await createClient().GetDetectInfoEnhanced({
    BizToken: query.bizToken,
    RuleId: '1000004',
    InfoType: '0',
  })
  return { success: Text?.ErrCode === 0, text: Text }
})

app.get('/healthz', async () => 'ok')
await app.listen({ host: '127.0.0.1', port: Number(env.PORT) })
process.on('SIGTERM', () => process.exit())
process.on('disconnect', () => process.exit())
