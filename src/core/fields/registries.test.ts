/** Every facet of every type, together. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { columns } from './columns.ts';
import { contracts } from './contracts.ts';
import { labels } from './labels.ts';
import { messages } from './messages.ts';
import { fieldTypes } from './model.ts';
import { sentencesFor } from './page-sentences.ts';
import { fieldSchema } from './schema.server.ts';
import { widgets } from './widgets.tsx';

describe.each(fieldTypes)('%s', (type) => {
  it('has every facet', () => {
    expect(contracts[type]).toBeDefined();
    expect(columns[type]).toBeDefined();
    expect(widgets[type]).toBeTypeOf('function');
  });
  it('is sealed in the database exactly when its contract says so', () => {
    expect(columns[type].sqlType === 'bytea').toBe(contracts[type].classification === 'sealed');
    if (contracts[type].classification === 'sealed') expect(contracts[type].formulaType).toBeNull();
  });
});

describe('sentences', () => {
  it('stand in three languages with the same places', () => {
    for (const [code, sentence] of [...Object.entries(messages), ...Object.entries(labels)]) {
      const places = sentence.map((text) => (text.match(/\{\w+\}/g) ?? []).sort().join());
      const [ja, easy, en] = places;
      // A language may leave out a number that its sentence does not need, never have one more.
      for (const other of [easy, en])
        for (const place of other?.split(',') ?? []) if (place !== '') expect(ja, code).toContain(place);
    }
  });
  it('a page hands over those its types can say', () => {
    const ja = sentencesFor(['text'], { language: 'ja' });
    expect(ja['fields.text.long']).toContain('文字まで');
    expect(ja['fields.bank.bank']).toBeUndefined();
    expect(
      sentencesFor(['text'], { language: 'zh', texts: { 'fields.text.long': '太长' } })['fields.text.long'],
    ).toBe('太长');
  });
});

describe('schema', () => {
  it('refuses unknown options, and gives a JSON Schema', () => {
    const bad = { id: 1, code: 'a', type: 'text', label: { ja: 'a' }, options: { maxlength: 5 } };
    expect(fieldSchema.safeParse(bad).success).toBe(false);
    expect(() => z.toJSONSchema(fieldSchema, { io: 'input' })).not.toThrow();
  });
});
