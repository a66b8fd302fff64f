import { expect, test } from 'vitest';
import { safeReturn } from './return-path.ts';

test('only paths of this site', () => {
  expect(safeReturn('/cases?state=received')).toBe('/cases?state=received');
  for (const bad of [
    null,
    '',
    'cases',
    'https://example.com/',
    '//example.com',
    '/\\example.com',
    '/a\r\nset-cookie: x',
    '/sign-in?return=/x',
    '/post',
  ]) {
    expect(safeReturn(bad)).toBe('/');
  }
  expect(safeReturn('/posters')).toBe('/posters');
});
