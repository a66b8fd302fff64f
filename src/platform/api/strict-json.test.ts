import { expect, test } from 'vitest';
import { type JsonFault, parseStrictJson } from './strict-json.ts';

const faults: [JsonFault, string][] = [
  ['syntax', '{'],
  ['syntax', ''],
  ['syntax', "{'a':1}"],
  ['duplicate', '{"a":1,"a":2}'],
  ['duplicate', '{"a":1,"\\u0061":2}'],
  ['duplicate', '[{"x":{"a":[],"b":{},"a":0}}]'],
  ['name', '{"__proto__":{"admin":true}}'],
  ['name', '{"a":{"\\u005f_proto__":1}}'],
  ['name', '{"constructor":{"prototype":{}}}'],
  ['deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['deep', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`],
  ['deep', '['.repeat(1_000_000)],
  ['character', '{"a":"\\u0000"}'],
  ['character', '{"a":["\\ud800"]}'],
  ['character', '{"\\udc00":1}'],
];

test.each(faults)('hostile JSON: %s', (fault, text) => {
  expect(parseStrictJson(text)).toEqual({ ok: false, fault });
});

test('what is sound is read as JSON.parse reads it', () => {
  for (const text of [
    '{"a":{"a":1},"b":[{"a":1},{"a":2}]}',
    '"a:{b}"',
    '{"say \\"hi\\": {":["}","]",{"x":"\\\\"}]}',
    '[1.5e3,true,null,"𠮷野家"]',
  ])
    expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
});

test('a long text is read in time that grows with its length only', () => {
  const started = performance.now();
  parseStrictJson(`{"a":"${'\\"{['.repeat(250_000)}"}`);
  parseStrictJson(`{"a":"${'\\"'.repeat(500_000)}`);
  expect(performance.now() - started).toBeLessThan(60_000);
});
