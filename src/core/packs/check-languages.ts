/** Sentences of the languages against the Japanese ones. Pure. */
import type { PackDefinition, PackIndex, PackProblem } from './model.ts';

export function checkLanguage(one: PackDefinition, index: PackIndex): PackProblem[] {
  const japanese = index.languages.get('ja');
  if (one.kind !== 'language' || one.id === 'ja' || japanese === undefined) return [];
  const problems: PackProblem[] = [];
  const add = (path: string, level: PackProblem['level'], ja: string, en: string) =>
    void problems.push({ file: one.file, path, level, ja, en });
  for (const [key, sentence] of Object.entries(japanese.texts)) {
    const own = one.body.texts[key];
    const path = `texts.${key}`;
    if (own === undefined) {
      add(
        path,
        'warning',
        `${one.body.name}の文がありません。日本語が出ます。`,
        `No sentence in ${one.id}; Japanese is shown.`,
      );
      continue;
    }
    const [wanted, given] = [placesOf(sentence), placesOf(own)];
    for (const place of given)
      if (!wanted.has(place))
        add(
          path,
          'error',
          `{${place}} は日本語の文にない差込みです。`,
          `{${place}} is no place of the Japanese sentence.`,
        );
    for (const place of wanted)
      if (!given.has(place)) add(path, 'warning', `{${place}} が抜けています。`, `{${place}} is missing.`);
  }
  for (const key of Object.keys(one.body.texts)) {
    if (japanese.texts[key] === undefined)
      add(
        `texts.${key}`,
        'warning',
        '日本語にない文です。消すか、綴りを直してください。',
        'Japanese has no such sentence: remove it or mend the key.',
      );
  }
  return problems;
}

function placesOf(text: string): Set<string> {
  return new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!));
}
