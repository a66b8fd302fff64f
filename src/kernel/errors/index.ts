/**
 * The one table of ways an act can fail. HTTP status, API problem type and the
 * sentence a person reads all come from here; nothing else maps errors to status.
 */
export const errorTable = {
  invalid: {
    status: 422,
    ja: '入力に直していただきたいところがあります。',
    en: 'Some answers need to be corrected.',
  },
  /** Not even readable: broken JSON, a body that is none. */
  malformed: {
    status: 400,
    ja: '送られた内容を読み取れませんでした。',
    en: 'The request could not be read.',
  },
  unauthenticated: { status: 401, ja: 'サインインが必要です。', en: 'Please sign in.' },
  /** Only the API says so; pages say notFound, so that strangers learn nothing. */
  forbidden: {
    status: 403,
    ja: 'このトークンでは、この操作はできません。',
    en: 'This token may not do that.',
  },
  methodNotAllowed: {
    status: 405,
    ja: 'このメソッドは使えません。',
    en: 'This method is not available here.',
  },
  /** The revision the caller saw is no longer the current one. */
  preconditionFailed: {
    status: 412,
    ja: 'ほかの人が先に変更しました。最新の内容を確かめてください。',
    en: 'Somebody changed this in the meantime. Read it again.',
  },
  preconditionRequired: {
    status: 428,
    ja: 'If-Match に、読んだときの ETag を付けてください。',
    en: 'Send the ETag you read in If-Match.',
  },
  /** Also used where a thing exists but the actor may not know that: strangers learn nothing. */
  notFound: { status: 404, ja: 'お探しのページは見つかりませんでした。', en: 'We could not find this page.' },
  conflict: {
    status: 409,
    ja: 'ほかの操作と重なりました。内容を確かめてください。',
    en: 'Somebody changed this at the same time.',
  },
  gone: { status: 410, ja: '期限が切れています。', en: 'This has expired.' },
  tooLarge: { status: 413, ja: 'ファイルが大きすぎます。', en: 'The file is too large.' },
  unsupportedType: {
    status: 415,
    ja: 'この種類のファイルは使えません。',
    en: 'This kind of file cannot be used.',
  },
  crossSite: {
    status: 403,
    ja: '安全のため、画面を開き直してからもう一度お試しください。',
    en: 'For your safety, reload the page and try again.',
  },
  tooMany: {
    status: 429,
    ja: '短い間に何度も操作されました。しばらく待ってからお試しください。',
    en: 'Too many attempts. Please wait a while.',
  },
  unavailable: {
    status: 503,
    ja: 'ただいま混み合っています。入力した内容は保存されています。',
    en: 'The service is busy. Your answers are kept.',
  },
  internal: {
    status: 500,
    ja: '申し訳ありません。こちらの不具合です。入力した内容は保存されています。',
    en: 'Sorry, something went wrong on our side.',
  },
} as const satisfies Record<string, { status: number; ja: string; en: string }>;

export type ErrorCode = keyof typeof errorTable;

/** One thing to mend, beside its cause. `path` names the field, e.g. `children[1].birthDate`; empty for the whole form. */
export interface Issue {
  path: string;
  message: string;
}

export interface AppError {
  code: ErrorCode;
  /** Says more than the table's sentence; written for a person, free of personal data. */
  message?: string;
  issues?: Issue[];
  /** For programs: further members of the problem, each described in the API's document. Only what the caller may see. */
  more?: Readonly<Record<string, unknown>>;
}

export function appError(code: ErrorCode, message?: string, issues?: Issue[]): AppError {
  return { code, ...(message === undefined ? {} : { message }), ...(issues === undefined ? {} : { issues }) };
}

export function statusOf(error: AppError): number {
  return errorTable[error.code].status;
}

/** The sentence a person reads: the error's own, else the table's. */
export function sentenceOf(error: AppError, language: 'ja' | 'en' = 'ja'): string {
  return error.message ?? errorTable[error.code][language];
}
