import { describe, expect, it } from 'vitest';
import { openTyped, sealTyped } from './kept-beyond.ts';

const key = (letter: string) => ({ owner: letter, key: Buffer.alloc(32, letter).toString('base64url') });
const kept = { at: new Date().toISOString(), entries: [['f1', '町内会の説明会 −_+/']] as [string, string][] };

describe('what is kept beyond the tab', () => {
  it('comes back to whoever typed it, in the form it was typed into', async () => {
    const stored = await sealTyped(key('a'), 'loans/new', kept);
    expect(stored).not.toContain('町内会');
    expect(await openTyped(key('a'), 'loans/new', stored)).toEqual(kept);
  });

  it('opens for nobody else at the same computer, for no other record, and not after a week', async () => {
    const stored = await sealTyped(key('a'), 'loans/new', kept);
    expect(await openTyped(key('b'), 'loans/new', stored)).toBeNull();
    expect(await openTyped(key('a'), 'loans/other', stored)).toBeNull();
    expect(await openTyped(key('a'), 'loans/new', stored, Date.now() + 8 * 86_400_000)).toBeNull();
    expect(await openTyped(key('a'), 'loans/new', stored.replace('"data":"', '"data":"A'))).toBeNull();
  });
});
