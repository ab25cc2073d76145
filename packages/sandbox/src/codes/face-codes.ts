/**
 * Every documented `Text.ErrCode`: where in the flow it arises, whether the attempt is billed, and
 * its words. The texts are the sandbox's own; Tencent changes its texts without notice.
 */
export interface FaceCode {
  /** `passed`; before the face (`call`, `card`, `token`); the liveness check; the comparison. */
  stage: 'passed' | 'call' | 'token' | 'card' | 'live' | 'compare'
  /** `IsNeedCharge` of the attempt. */
  billed: boolean
  zh: string
  en: string
}

// Only a comparison that was really made is paid for. Which ones Tencent bills is not documented.
const compared = new Set([2005, 2006, 2015, 2016])

export const faceCodes: Readonly<Record<number, FaceCode>> = {
  0: { stage: 'passed', billed: true, zh: '成功', en: 'Passed' },
  ...group('call', {
    1: ['参数错误', 'Called wrongly'],
    2: ['参数不完整', 'Called incompletely'],
    3: ['请求不合法', 'Called unlawfully'],
    4: ['服务异常', 'Service trouble'],
    8: ['后端服务异常', 'Back end trouble'],
    10: ['存储服务异常', 'Storage trouble'],
    12: ['服务繁忙', 'Service busy'],
    13: ['服务内部错误', 'Internal trouble'],
  }),
  ...group('token', {
    14: ['本次流程已完成', 'Already finished'],
    15: ['Token已过期', 'Token expired'],
    16: ['超过重试次数', 'Tries used up'],
    17: ['本次流程未完成', 'Not finished'],
  }),
  ...group('call', {
    201: ['未获取到微信媒体', 'No media from WeChat'],
    202: ['微信媒体获取失败', 'Media from WeChat failed'],
    203: ['没有权限', 'No permission'],
    204: ['公众号未授权人脸核身', 'Official account has not authorised FaceID'],
  }),
  ...group('card', {
    301: ['身份证号与传入的不一致', 'ID number differs from the one sent'],
    302: ['身份证已过期', 'ID card expired'],
    303: ['身份证识别失败', 'ID card not read'],
  }),
  ...group('live', {
    1001: ['活体引擎超时', 'Liveness engine timeout'],
    1002: ['疑似非活体', 'Suspected not live'],
    1003: ['活体检测失败', 'Liveness failed'],
    1004: ['活体检测未通过', 'Liveness not passed'],
    1005: ['人脸检测失败', 'Face check failed'],
    1006: ['证书库异常', 'Certificate library'],
    1007: ['未获取到微信活体结果，或命中风控', 'No liveness result from WeChat, or risk control'],
    1008: ['网络不稳定', 'Unstable network'],
    1101: ['数字、唇动、声音或人脸未通过（1101）', 'Digits, lips, sound or face (1101)'],
    1102: ['数字、唇动、声音或人脸未通过（1102）', 'Digits, lips, sound or face (1102)'],
    1103: ['数字、唇动、声音或人脸未通过（1103）', 'Digits, lips, sound or face (1103)'],
    1104: ['数字、唇动、声音或人脸未通过（1104）', 'Digits, lips, sound or face (1104)'],
    1105: ['数字、唇动、声音或人脸未通过（1105）', 'Digits, lips, sound or face (1105)'],
    1106: ['数字、唇动、声音或人脸未通过（1106）', 'Digits, lips, sound or face (1106)'],
    1107: ['数字、唇动、声音或人脸未通过（1107）', 'Digits, lips, sound or face (1107)'],
    1108: ['数字、唇动、声音或人脸未通过（1108）', 'Digits, lips, sound or face (1108)'],
    1109: ['数字、唇动、声音或人脸未通过（1109）', 'Digits, lips, sound or face (1109)'],
    1201: ['光线、距离或动作不合适（1201）', 'Light, distance or action (1201)'],
    1202: ['光线、距离或动作不合适（1202）', 'Light, distance or action (1202)'],
    1203: ['光线、距离或动作不合适（1203）', 'Light, distance or action (1203)'],
    1204: ['光线、距离或动作不合适（1204）', 'Light, distance or action (1204)'],
    1205: ['光线、距离或动作不合适（1205）', 'Light, distance or action (1205)'],
    1301: ['疑似非真人', 'Suspected not live (1301)'],
    1302: ['活体检测未通过（1302）', 'Liveness not passed (1302)'],
    1303: ['视频时长过短', 'Video too short'],
  }),
  ...group('compare', {
    2001: ['比对引擎超时', 'Compare engine timeout'],
    2002: ['姓名格式不正确', 'Name malformed'],
    2003: ['身份证号格式不正确', 'ID number malformed'],
    2004: ['照片提取失败', 'Photo not extracted'],
    2005: ['查无此身份', 'No such identity'],
    2006: ['姓名与身份证号不匹配', 'Name and ID number do not match'],
    2007: ['库中无照片（2007）', 'No photo on file (2007)'],
    2008: ['库中无照片（2008）', 'No photo on file (2008)'],
    2009: ['照片分辨率过低', 'Photo resolution low'],
    2010: ['人脸不完整（2010）', 'Face incomplete (2010)'],
    2011: ['比对疑似非活体', 'Suspected not live (2011)'],
    2012: ['检测到多张人脸', 'Several faces'],
    2013: ['人脸不完整（2013）', 'Face incomplete (2013)'],
    2014: ['人脸像素过低', 'Too few pixels'],
    2015: ['比对失败', 'Compare failed'],
    2016: ['比对相似度低于阈值', 'Similarity below threshold'],
    2017: ['权威库升级中', 'Authority being upgraded'],
    2018: ['验证次数过多，请明天再试', 'Too many tries, again after midnight'],
  }),
}

function group(
  stage: FaceCode['stage'],
  texts: Readonly<Record<number, readonly [zh: string, en: string]>>,
): Record<number, FaceCode> {
  return Object.fromEntries(
    Object.entries(texts).map(([code, [zh, en]]) => [
      code,
      { stage, billed: stage === 'compare' && compared.has(Number(code)), zh, en },
    ]),
  )
}
