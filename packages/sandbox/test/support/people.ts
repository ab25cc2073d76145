/** Parameters that the default rules need. Nobody has these numbers. */
export const person = { Name: '张三', IdCard: '11010119900307109X' }

export const questions = {
  RuleId: '1000002',
  ...person,
  IntentionQuestions: [
    { Question: '您是否同意借款一万元？', Answers: ['同意', '是的'] },
    { Question: '您是否已阅读合同？', Answers: ['是的'] },
  ],
}

export const reading = {
  RuleId: '1000012',
  ...person,
  IntentionVerifyText: '本人自愿签署本合同。',
}

export const nod = {
  RuleId: '1000014',
  ...person,
  IntentionActions: [{ Text: '您已了解借款金额。' }, { Text: '您确认签署。' }],
  Config: { IntentionType: 1 },
}
