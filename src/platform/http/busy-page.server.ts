/**
 * The page for times when nothing else can be shown: it needs no database, no definitions and no built files. Everybody
 * gets all three ways of saying it; which one somebody reads cannot be asked now.
 */
import { createHash } from 'node:crypto';

export type Trouble = 'full' | 'away';

const style = `
body{margin:0;font-family:system-ui,"Hiragino Sans","Noto Sans JP","BIZ UDGothic",Meiryo,sans-serif;line-height:1.8;color:#1a1a1a;background:#fff}
main{box-sizing:border-box;max-width:42rem;margin:0 auto;padding:2rem 1rem 3rem}
h1{font-size:1.6rem;line-height:1.4;margin:0 0 1rem;border-left:.4rem solid #0b5cad;padding-left:.8rem}
h2{font-size:1.15rem;margin:2.2rem 0 .3rem;padding-top:1.4rem;border-top:1px solid #c8c8c8}
p{margin:.5rem 0}
a{display:inline-block;margin-top:.8rem;padding:.7rem 1.4rem;min-height:1.6rem;background:#0b5cad;color:#fff;border-radius:.4rem;text-decoration:none;font-weight:bold}
a:focus-visible{outline:3px solid #b3590a;outline-offset:3px}
small{color:#4d4d4d}
@media (prefers-color-scheme:dark){body{background:#16191d;color:#f0f0f0}h1{border-color:#7db5ee}h2{border-color:#4a4f55}a{background:#7db5ee;color:#10151b}small{color:#b9bec4}}`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Its own policy: one known style, no script. */
export const busyPagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

const words = {
  full: {
    ja: 'ただいま混み合っています',
    why: '一度に受け付けられる数を超えたため、お待ちいただいています。',
    easy: 'いま、つかう人（ひと）が とても 多（おお）いです。',
    en: 'We are very busy just now',
  },
  away: {
    ja: 'ただいまお受けできません',
    why: '申し訳ありません。こちらの設備の不具合です。直りしだい、そのまま続けられます。',
    easy: 'いま、こちらの きかいが うごいて いません。ごめんなさい。',
    en: 'We cannot take this just now, and it is our fault',
  },
} as const;

/**
 * `sent`: something was sent and may or may not have arrived. Sending it again is safe: the same application is taken once.
 */
export function busyPage(trouble: Trouble, sent: boolean, seconds: number, requestId: string): string {
  const { ja, why, easy, en } = words[trouble];
  const again = sent ? '' : '<p><a href="">もう一度開く / Try again</a></p>';
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${ja}</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main>
<h1>${ja}</h1>
<p>${why}</p>
<p>「保存しました」と表示された内容と、受付番号が出た申請は、<strong>なくなりません</strong>。</p>
<p>${
    sent
      ? `いま送った内容は、届いていないことがあります。${seconds}秒ほど待ち、前の画面に戻って、同じボタンをもう一度押してください。同じ申請が二重に受け付けられることはありません。`
      : `${seconds}秒ほど待ってから、もう一度開いてください。`
  }</p>
${again}
<section><h2>やさしい日本語（にほんご）</h2>
<p>${easy}</p>
<p>「保存（ほぞん）しました」と 出（で）た ものと、受付番号（うけつけばんごう）が 出（で）た 申請（しんせい）は、なくなりません。</p>
<p>${
    sent
      ? `${seconds}びょう 待（ま）って ください。前（まえ）の ページに もどって、同（おな）じ ボタンを もう一度（いちど） おして ください。2回（かい） おしても、申請（しんせい）は 1つです。`
      : `${seconds}びょう 待（ま）って、もう一度（いちど） ひらいて ください。`
  }</p></section>
<section lang="en"><h2>${en}</h2>
<p>Whatever was shown as saved, and every application with a receipt number, <strong>is kept</strong>.</p>
<p>${
    sent
      ? `What you just sent may not have arrived. Please wait about ${seconds} seconds, go back, and press the same button again. The same application is never taken twice.`
      : `Please wait about ${seconds} seconds and open this page again.`
  }</p></section>
<p><small>${requestId}</small></p>
</main></body></html>
`;
}
