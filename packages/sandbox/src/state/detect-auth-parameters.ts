/** The parameters of DetectAuth after every limit has been checked. */
export interface DetectAuthParameters {
  RuleId: string
  TerminalType?: string
  Name?: string
  IdCard?: string
  RedirectUrl?: string
  Extra?: string
  ImageBase64?: string
  Encryption?: object
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
