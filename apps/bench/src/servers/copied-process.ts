// The handler that people copy today: a client of the all-products SDK for each request, everything asked for
// (`InfoType "0"`) on each poll, no cache, no limits, no schema, no log.
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
  const client = createClient()
  const { BizToken, Url } = await client.DetectAuth({
    RuleId: '1000004',
    RedirectUrl: 'https://m.shop.example/apply',
  })
  return { bizToken: BizToken, url: Url }
})

app.get<{ Querystring: { bizToken: string } }>('/faceid/result', async (request) => {
  const client = createClient()
  const result = await client.GetDetectInfoEnhanced({
    BizToken: request.query.bizToken,
    RuleId: '1000004',
    InfoType: '0',
  })
  return { success: result.Text?.ErrCode === 0, text: result.Text }
})

app.get('/healthz', async () => 'ok')
await app.listen({ host: '127.0.0.1', port: Number(env.PORT) })
process.on('SIGTERM', () => process.exit())
process.on('disconnect', () => process.exit())
