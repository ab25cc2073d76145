/** 意愿核身: how the user shows that they mean it. */
export type IntentionMode = 'reading' | 'questions' | 'nod'

/** The words the user reads aloud. `text`: 1–120 characters. */
export interface ReadingIntention {
  mode: 'reading'
  text: string
}

/** `ask`: 1–250 characters; `answers`: 1–50, each 1–10 characters. */
export interface IntentionQuestion {
  ask: string
  answers: string[]
}

/** 1–10 questions, asked one after the other. */
export interface QuestionsIntention {
  mode: 'questions'
  questions: IntentionQuestion[]
}

/** 1–10 statements of 1–250 characters, each confirmed by a nod. */
export interface NodIntention {
  mode: 'nod'
  statements: string[]
}

/**
 * What the user is asked to confirm. No text may hold a control character.
 *
 * The result token carries `digest`, the SHA-256 (base64url, no padding) of these words as UTF-8 lines joined
 * by a line feed: the first line is the mode; then for `reading` the text; for `questions` of each
 * question a line `? ` + ask and for each of its answers a line `= ` + answer; for `nod` each statement.
 */
export type Intention = ReadingIntention | QuestionsIntention | NodIntention
