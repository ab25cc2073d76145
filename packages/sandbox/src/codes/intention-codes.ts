/**
 * Every documented result code of an intention: `FinalResultDetailCode` of questions and nod, and
 * `ErrorCode` of reading aloud. The texts are the sandbox's own.
 */
import type { IntentionKind } from '../rules.js'

export interface IntentionCode {
  zh: string
  en: string
}

const camera: Readonly<Record<number, IntentionCode>> = {
  [-800]: { zh: '前端不兼容错误', en: 'Browser cannot do it' },
  [-801]: { zh: '用户未授权摄像头和麦克风权限', en: 'Camera or microphone refused' },
  [-802]: { zh: '核验流程异常中断，请勿切屏', en: 'Interrupted, left the page' },
  [-803]: { zh: '用户主动关闭链接', en: 'Closed by the user' },
}

const nodCodes: Readonly<Record<number, IntentionCode>> = {
  0: { zh: '成功', en: 'Passed' },
  [-1]: { zh: '参数错误', en: 'Parameter error' },
  [-2]: { zh: '系统异常', en: 'System error' },
  [-101]: { zh: '请保持人脸在框内', en: 'Face outside the frame' },
  [-102]: { zh: '检测到多张人脸', en: 'Several faces' },
  [-103]: { zh: '人脸检测失败', en: 'Face detection failed' },
  [-104]: { zh: '人脸检测不完整', en: 'Face incomplete' },
  [-105]: { zh: '请勿遮挡眼睛', en: 'Eyes covered' },
  [-106]: { zh: '请勿遮挡嘴巴', en: 'Mouth covered' },
  [-107]: { zh: '请勿遮挡鼻子', en: 'Nose covered' },
  [-201]: { zh: '人脸比对相似度低', en: 'Similarity low' },
  [-202]: { zh: '人脸比对失败', en: 'Compare failed' },
  [-301]: { zh: '意愿核验不通过', en: 'Intention not accepted' },
  ...camera,
  [-804]: { zh: '用户当前网络不稳定', en: 'Unstable network' },
  [-998]: { zh: '系统数据异常', en: 'System data error' },
  [-999]: { zh: '系统未知错误', en: 'Unknown system error' },
}

const questionCodes: Readonly<Record<number, IntentionCode>> = {
  ...nodCodes,
  [-302]: { zh: '用户回答阶段未检测到张嘴动作', en: 'Mouth did not move' },
}

const readingCodes: Readonly<Record<number, IntentionCode>> = {
  0: { zh: '成功', en: 'Passed' },
  [-1]: { zh: '系统异常', en: 'System error' },
  [-2]: { zh: '参数错误', en: 'Parameter error' },
  [-3]: { zh: '业务繁忙', en: 'Busy' },
  [-4]: { zh: '后端服务异常', en: 'Back end trouble' },
  [-5]: { zh: '后端服务进房异常', en: 'Back end could not join the room' },
  [-6]: { zh: '后端服务录制异常', en: 'Recording failed' },
  [-7]: { zh: '文件存储异常', en: 'Storing the file failed' },
  [-8]: { zh: '后端服务重复进房', en: 'Joined the room twice' },
  [-9]: { zh: '实时视频流异常', en: 'Live stream failed' },
  [-10]: { zh: '语音识别失败', en: 'Speech recognition failed' },
  [-11]: { zh: '流程已中断', en: 'Interrupted' },
  [-12]: { zh: '流程未完成', en: 'Not finished' },
  [-13]: { zh: 'token校验不通过', en: 'Token not accepted' },
  [-14]: { zh: '流程已结束', en: 'Already over' },
  [-15]: { zh: '超过预设重试次数', en: 'Tries used up' },
  [-16]: { zh: '系统未知错误', en: 'Unknown system error' },
  [-17]: { zh: '未检测到用户声音', en: 'No voice heard' },
  3001: { zh: '请保持人脸在框内', en: 'Face outside the frame' },
  3002: { zh: '检测到多张人脸', en: 'Several faces' },
  3003: { zh: '人脸检测失败', en: 'Face detection failed' },
  3011: { zh: '人脸比对相似度低', en: 'Similarity low' },
  3012: { zh: '人脸比对失败', en: 'Compare failed' },
  ...camera,
}

export const intentionCodes: Readonly<Record<IntentionKind, typeof nodCodes>> = {
  reading: readingCodes,
  questions: questionCodes,
  nod: nodCodes,
}
