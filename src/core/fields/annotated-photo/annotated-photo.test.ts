import { describe, expect, it } from 'vitest';
import { answersFromCodes, answersToCodes } from '../by-code.ts';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, parse } from '../testing.server.ts';
import { isMarks, type Mark, maxMarks, readMarks, shapesOf } from './marks.ts';

const field = fieldOf('annotated-photo', { maxFiles: 3, accept: ['image/jpeg'] });
const photo = (fileId: string, marks?: Mark[]) => ({
  fileId,
  name: `${fileId}.jpg`,
  type: 'image/jpeg',
  bytes: 1000,
  ...(marks === undefined ? {} : { marks }),
});
const marks: Mark[] = [
  { kind: 'draw', colour: 'red', points: [100, 100, 200, 200] },
  { kind: 'arrow', colour: 'yellow', points: [0, 0, 10_000, 10_000] },
  { kind: 'text', colour: 'white', points: [500, 500], text: 'ひび割れ 幅3mm' },
  { kind: 'blur', points: [9000, 9000, 8000, 7000] },
];
const written = (file: string, what: unknown) => JSON.stringify({ file, marks: what });

describe('annotated photo', () => {
  it('keeps marks beside the file they belong to, and never makes a file', () => {
    const stored = [photo('a'), photo('b', marks)];
    const typed = { 'f1.kept': ['a', 'b'], 'f1.marks': [written('a', marks), written('stranger', marks)] };
    expect(parse(field, typed, stored).value).toEqual([photo('a', marks), photo('b', marks)]);
    expect(
      parse(field, { 'f1.kept': ['b'], 'f1.marks': [written('b', [])] }, stored).value,
      'all marks removed',
    ).toEqual([photo('b')]);
    expect(comesBack(field, stored)).toEqual(stored);
  });
  it('finds the picture that had no id yet when it was drawn on by what its name carries', () => {
    const taken = { ...photo('c'), name: 'image-k3x9ab.jpg' };
    const twin = { ...photo('d'), name: 'image-zz9ab1.jpg' };
    const typed = { 'f1.kept': ['c', 'd'], 'f1.marks': [written('new:k3x9ab', marks)] };
    expect(parse(field, typed, [taken, twin]).value).toEqual([{ ...taken, marks }, twin]);
    // Nothing shorter than what the script makes is looked for in names.
    expect(
      parse(field, { 'f1.kept': ['c'], 'f1.marks': [written('new:image', marks)] }, [taken]).value,
    ).toEqual([taken]);
  });

  it('says so when marks cannot be read, and keeps those that were there', () => {
    const read = parse(field, { 'f1.kept': ['a'], 'f1.marks': ['{'] }, [photo('a', marks)]);
    expect(read.value).toEqual([photo('a', marks)]);
    expect(read.issues).toHaveLength(1);
  });
  it('takes nothing but bounded marks inside the picture', () => {
    const wrong: unknown[] = [
      'x',
      [{ kind: 'erase', points: [1, 2] }],
      [{ kind: 'toString', points: [1, 2] }],
      [{ kind: 'draw', colour: 'red', points: [1] }],
      [{ kind: 'draw', colour: 'url(#x)', points: [1, 2] }],
      [{ kind: 'draw', colour: 'constructor', points: [1, 2] }],
      [{ kind: 'arrow', colour: 'red', points: [1, 2, 3, 10_001] }],
      [{ kind: 'arrow', colour: 'red', points: [1, 2] }],
      [{ kind: 'text', colour: 'red', points: [1, 2], text: ' ' }],
      [{ kind: 'text', colour: 'red', points: [1, 2], text: 'a\u0000' }],
      [{ kind: 'blur', colour: 'red', points: [1, 2, 3, 4] }],
      [{ kind: 'blur', points: [1, 2, 3, 4], more: 1 }],
      Array.from({ length: maxMarks + 1 }, () => marks[3]),
      [{ kind: 'draw', colour: 'red', points: Array.from({ length: 6002 }, () => 1) }],
    ];
    for (const one of wrong) {
      expect(isMarks(one), JSON.stringify(one).slice(0, 80)).toBe(false);
      expect(readMarks(written('a', one))).toBeNull();
      expect(
        contracts['annotated-photo'].validate([{ ...photo('a'), marks: one }] as never, field, context),
      ).toHaveLength(1);
    }
    expect(isMarks(marks)).toBe(true);
  });
  it('travels through the API with its marks', () => {
    const answers = { '1': [photo('a', marks)] } as never;
    const codes = answersToCodes([field], answers);
    expect(codes[field.code]).toEqual([{ file: 'a', name: 'a.jpg', type: 'image/jpeg', bytes: 1000, marks }]);
    expect(answersFromCodes([field], codes, () => photo('a'))).toEqual({ answers, issues: [] });
  });
  it('draws in pixels of the picture, corners in any order', () => {
    const shapes = shapesOf(marks, 1000, 500);
    expect(shapes[0]).toMatchObject({ kind: 'line', path: 'M10 5L20 10' });
    expect(shapes[3]).toEqual({ kind: 'blur', x: 800, y: 350, width: 100, height: 100 });
  });
});
