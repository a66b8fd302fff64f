import { describe, expect, it } from 'vitest';
import { keyFrom, type Place, seal, sealJson, unseal, unsealJson } from './vault.ts';

const keyOf = (letter: string) => keyFrom(Buffer.alloc(32, letter).toString('base64url'));
const place: Place = { box: 'b1', record: 'r1', part: 'file/f8/x1' };
const picture = new TextEncoder().encode('ひび割れの写真');

describe('what lies on a device', () => {
  it('opens with the key of its box, in its place, as it was', async () => {
    const key = await keyOf('a');
    const sealed = await seal(key, place, picture);
    expect(new TextDecoder().decode(sealed.data)).not.toContain('ひび割れ');
    expect(new Uint8Array((await unseal(key, place, sealed))!)).toEqual(picture);
    const typed = { entries: [['f1', '外壁 −_+/']] };
    expect(await unsealJson(key, place, await sealJson(key, place, typed))).toEqual(typed);
  });

  it('opens under no other key, and nowhere but where it was put: not in another box, record, field or file', async () => {
    const key = await keyOf('a');
    const sealed = await seal(key, place, picture);
    expect(await unseal(await keyOf('b'), place, sealed)).toBeNull();
    for (const moved of [
      { ...place, box: 'b2' },
      { ...place, record: 'r2' },
      { ...place, part: 'file/f9/x1' },
      { ...place, part: 'file/f8/x2' },
    ])
      expect(await unseal(key, moved, sealed)).toBeNull();
  });

  it('does not open when a bit of it was changed', async () => {
    const key = await keyOf('a');
    const sealed = await seal(key, place, picture);
    new Uint8Array(sealed.data)[3]! ^= 1;
    expect(await unseal(key, place, sealed)).toBeNull();
  });

  it('the key itself is given out to no script', async () => {
    await expect(crypto.subtle.exportKey('raw', await keyOf('a'))).rejects.toThrow();
  });
});
