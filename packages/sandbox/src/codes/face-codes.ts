/**
 * Every documented `Text.ErrCode` (documents 31082 and 115319): where in the flow it arises, whether
 * the attempt is billed, and its words. The words are the sandbox's own; Tencent changes its texts
 * without notice.
 */
export interface FaceCode {
  /** `passed`; before the camera (`call`, `token`, `card`); the liveness check; the comparison. */
  stage: 'passed' | 'call' | 'token' | 'card' | 'live' | 'compare'
  /** `IsNeedCharge` of the attempt. */
  billed: boolean
  zh: string
  en: string
}

// Document 115319. With a Plus rule 1002 is billed too.
const billed = new Set([0, 2006, 2016])

export const faceCodes: Readonly<Record<number, FaceCode>> = {
  ...group('passed', { 0: ['成功', 'Passed'] }),
  ...group('call', {
    ...same([1, 2, 3], ['调用方式出错', 'Called wrongly']),
    ...same([4, 8, 10, 12, 13], ['服务异常', 'Service trouble']),
  }),
  ...group('token', {
    14: ['本次校验已完成', 'Already finished'],
    15: ['Token 过期', 'Token expired'],
    16: ['已达到重试上限', 'Tries used up'],
    17: ['本次流程未完成', 'Not finished'],
  }),
  ...group('call', {
    201: ['从微信拉取图片失败', 'No picture from WeChat'],
    202: ['视频获取失败', 'No video from WeChat'],
    203: ['无此接口调用权限', 'No permission'],
    204: ['公众号未授权', 'Account has not authorised'],
  }),
  ...group('card', {
    301: ['证件号码与传入的不符', 'Number differs'],
    302: ['身份证已过期', 'ID card expired'],
    303: ['身份证识别失败', 'ID card not read'],
  }),
  ...group('live', {
    1001: ['活体引擎超时', 'Liveness timeout'],
    1002: ['疑似非真人录制', 'Suspected not live'],
    1003: ['人脸识别未成功', 'Liveness failed'],
    1004: ['人脸验证失败', 'Liveness not passed'],
    1005: ['人脸验证失败', 'Face check failed'],
    1006: ['证照库出错', 'Certificate library'],
    1007: ['未拉取到微信活体结果', 'No result from WeChat'],
    1008: ['网络不稳定', 'Unstable network'],
    ...same(
      [1101, 1102, 1103, 1104, 1105, 1106, 1107, 1108, 1109],
      ['数字、唇动、声音或人脸', 'Digits, lips, sound or face'],
    ),
    ...same([1201, 1202, 1203, 1204, 1205], ['光线、距离或动作', 'Light, distance or action']),
    1301: ['疑似非真人', 'Suspected not live'],
    1302: ['活体未通过', 'Liveness not passed'],
    1303: ['视频时长过短', 'Video too short'],
  }),
  ...group('compare', {
    2001: ['比对引擎超时', 'Compare timeout'],
    2002: ['姓名有误', 'Name malformed'],
    2003: ['身份证号有误', 'ID number malformed'],
    2004: ['视频提取照片出错', 'Photo not extracted'],
    2005: ['未查询到身份信息', 'No such identity'],
    2006: ['姓名和身份证号不匹配', 'Name and number differ'],
    2007: ['未查询到照片', 'No photo on file'],
    2008: ['未查询到照片', 'No photo on file'],
    2009: ['照片分辨率过低', 'Photo resolution low'],
    2010: ['脸部未完整露出', 'Face incomplete'],
    2011: ['疑似非真人', 'Suspected not live'],
    2012: ['检测到多张人脸', 'Several faces'],
    2013: ['脸部未完整露出', 'Face incomplete'],
    2014: ['人脸像素过低', 'Too few pixels'],
    2015: ['比对失败', 'Compare failed'],
    2016: ['相似度未达到阈值', 'Similarity too low'],
    2017: ['权威库升级中', 'Authority being upgraded'],
    2018: ['验证次数过多', 'Too many tries'],
  }),
}

function group(
  stage: FaceCode['stage'],
  words: Readonly<Record<number, readonly [zh: string, en: string]>>,
): Record<number, FaceCode> {
  return Object.fromEntries(
    Object.entries(words).map(([code, [zh, en]]) => [
      code,
      { stage, billed: billed.has(Number(code)), zh, en },
    ]),
  )
}

function same<Words>(codes: readonly number[], words: Words): Record<number, Words> {
  return Object.fromEntries(codes.map((code) => [code, words]))
}
