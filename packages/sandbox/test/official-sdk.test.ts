import sdk from 'tencentcloud-sdk-nodejs/tencentcloud/services/faceid/index.js'
import { expect, test } from 'vitest'
import { sandboxCredential } from '../src/index.js'
import { agentTo } from './support/official-client.js'
import { useSandbox } from './support/use-sandbox.js'

const { sandbox } = await useSandbox()

test('The typed client of the full SDK runs a verification from start to end', async () => {
  const client = clientWith(sandboxCredential.secretKey)
  const { BizToken = '', Url = '' } = await client.DetectAuth({
    RuleId: '1000002',
    Name: '张三',
    IdCard: '11010119900307109X',
    RedirectUrl: 'https://m.shop.example/return',
    IntentionQuestions: [{ Question: '您是否同意？', Answers: ['同意'] }],
  })
  expect(Url).toMatch(/\/connect\/oauth2\/authorize\?appid=.*#wechat_redirect$/)
  sandbox.finish(BizToken)
  const info = await client.GetDetectInfoEnhanced({ BizToken, RuleId: '1000002' })
  expect(info.Text).toMatchObject({ ErrCode: 0, Name: '张三', IdCard: '11010119900307109X' })
  expect(info).toMatchObject({ IsVerifyIntention: true, IntentionVerifyType: '0' })
  expect(info.IntentionQuestionResult).toMatchObject({
    FinalResultDetailCode: 0,
    FinalResultCode: '0',
    AsrResult: ['同意'],
  })
})

function clientWith(secretKey: string) {
  return new sdk.faceid.v20180301.Client({
    credential: { secretId: sandboxCredential.secretId, secretKey },
    region: 'ap-guangzhou',
    profile: { httpProfile: { protocol: 'http://', agent: agentTo(sandbox), reqTimeout: 5 } },
  })
}
