// What `faceid-relay init` has to know: one question for each value of a starter configuration, asked or given as a flag.

export type Subject =
  | 'publicUrl'
  | 'scene'
  | 'native'
  | 'overlay'
  | 'startedBy'
  | 'identity'
  | 'returnUrls'

/** As typed; several addresses are separated by spaces. An empty RuleId means that there is none. */
export type Answers = Partial<Record<Subject, string>>

export interface Question {
  flag: string
  /** What `--help` says of the flag. */
  meaning: string
  ask: string
  /** What an empty answer means; without it the question must be answered. */
  usual?(answers: Answers): string
  /** Where this one's flag is given, nothing has to be asked. */
  instead?: Subject
  /** Whether it has to be asked at all, as the other answers stand. */
  applies?(answers: Answers): boolean
}

export const questions: Readonly<Record<Subject, Question>> = {
  publicUrl: {
    flag: 'public-url',
    meaning: 'where browsers reach the relay, such as https://m.shop.example/faceid',
    ask: 'Where browsers reach the relay, such as https://m.shop.example/faceid',
  },
  scene: {
    flag: 'scene',
    meaning: 'a name for the first use: a–z, 0–9 and "-"; member by default',
    ask: 'A name for what is verified first (a–z, 0–9 and "-")',
    usual: () => 'member',
  },
  native: {
    flag: 'native',
    meaning: 'its RuleId for native H5 (微信原生 H5); one of the two is needed',
    ask: 'RuleId for native H5 (微信原生 H5), empty for none',
    usual: () => '',
    instead: 'overlay',
  },
  overlay: {
    flag: 'overlay',
    meaning: 'its RuleId for overlay H5 (微信浮层 H5); one of the two is needed',
    ask: 'RuleId for overlay H5 (微信浮层 H5), empty for none',
    usual: () => '',
    instead: 'native',
  },
  startedBy: {
    flag: 'started-by',
    meaning: 'browser or merchant (the default)',
    ask: 'Who starts: any of your pages (browser), or only your back end with its API key (merchant)',
    usual: () => 'merchant',
  },
  identity: {
    flag: 'identity',
    meaning: 'captured (the default) or supplied',
    ask: 'Who is verified: whoever shows an ID card (captured), or whom your back end names (supplied)',
    usual: () => 'captured',
    applies: ({ startedBy }) => startedBy !== 'browser',
  },
  returnUrls: {
    flag: 'return-url',
    meaning: 'where a verification may end, with all below it; may be repeated',
    ask: 'Pages a verification may end on, with all below them, separated by spaces',
    usual: ({ publicUrl = '' }) => `${new URL(publicUrl).origin}/`,
  },
}
