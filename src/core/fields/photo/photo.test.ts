import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { context, fieldOf } from '../testing.server.ts';

describe('photo', () => {
  it('is one picture', () => {
    const field = fieldOf('photo', { portrait: true });
    const photo = { fileId: 'a', name: 'a.jpg', type: 'image/jpeg', bytes: 1000 };
    expect(contracts.photo.validate([photo], field, context)).toEqual([]);
    expect(contracts.photo.validate([photo, photo], field, context)).toHaveLength(1);
    expect(contracts.photo.validate([{ ...photo, type: 'application/pdf' }], field, context)).toHaveLength(1);
  });
});
