import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, parse } from '../testing.server.ts';
import { printBytes } from './contract.ts';

const field = fieldOf('file', { maxFiles: 2 });
const file = (fileId: string, more = {}) => ({
  fileId,
  name: `${fileId}.pdf`,
  type: 'application/pdf',
  bytes: 1000,
  ...more,
});

describe('file', () => {
  it('keeps only files that were stored before', () => {
    const stored = [file('a'), file('b')];
    expect(parse(field, { 'f1.kept': ['a', 'stranger'] }, stored).value).toEqual([file('a')]);
    expect(parse(field, { 'f1.kept': ['a', 'b'], 'f1.drop': ['a'] }, stored).value).toEqual([file('b')]);
    expect(parse(field, { 'f1.kept': [''] }, stored).value).toBeNull();
    expect(parse(field, {}, stored).value).toEqual(stored);
    expect(comesBack(field, stored)).toEqual(stored);
  });
  it('checks number, kind and size', () => {
    const check = (files: object[]) =>
      contracts.file.validate(files as never, field, context).map((each) => each.message);
    expect(check([file('a'), file('b'), file('c')])[0]).toContain('2個まで');
    expect(check([file('a', { type: 'text/html' })])[0]).toContain('JPEG、PNG、PDF');
    expect(check([file('a', { bytes: 20_000_000 })])[0]).toContain('10MB');
  });
  it('prints sizes as people read them', () =>
    expect([printBytes(900), printBytes(1_500_000), printBytes(10_000_000)]).toEqual([
      '1KB',
      '1.5MB',
      '10MB',
    ]));
});
