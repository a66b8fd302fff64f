export type Sentence = readonly [ja: string, jaEasy: string, en: string];
