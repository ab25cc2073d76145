/** The parameters of DetectAuth after every limit has been checked. */
export interface DetectAuthParameters {
  RuleId: string
  TerminalType?: string
  Name?: string
  IdCard?: string
  RedirectUrl?: string
  Extra?: string
  ImageBase64?: string
  Encryption?: EncryptionParameters
  IntentionVerifyText?: string
  IntentionQuestions?: { Question: string; Answers: string[] }[]
  IntentionActions?: { Text: string }[]
  Config?: {
    IntentionType?: number
    IntentionRecognition?: boolean
    MouthOpenRecognition?: boolean
    Speed?: number
  }
}

export interface EncryptionParameters {
  EncryptList?: string[]
  CiphertextBlob?: string
  Iv?: string
  Algorithm?: string
  TagList?: string[]
}
