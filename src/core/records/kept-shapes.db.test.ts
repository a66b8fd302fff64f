/** Shapes are kept between requests, and no request works on one that has changed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsOf } from '#core/definitions.server';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { field, publishApp, workApp } from '../../../scripts/test/work-app.ts';
import { applyShape, currentShapeOf, type RecordApp, shapeOf } from './index.server.ts';

let city: TestCity;
const app = (...codes: string[]) =>
  workApp(
    'kept-shapes',
    codes.map((code, index) => field(index + 1, code)),
    {},
  );
const staff = <T>(work: (tx: Tx) => Promise<T>) =>
  city.staff.tenant(city.code, 'staff', async (tx) => {
    await definitionsOf(tx, city.code);
    return work(tx);
  });
const columns = async (tx: Tx) => (await currentShapeOf(tx, 'kept-shapes')).columns.map((one) => one.code);

beforeAll(async () => {
  city = await createTestCity();
  await publishApp(city, app('甲'));
});
afterAll(() => city.close());

test('one shape for all requests, until it changes for the next one', async () => {
  const first = await staff((tx) => currentShapeOf(tx, 'kept-shapes'));
  expect(await staff((tx) => currentShapeOf(tx, 'kept-shapes'))).toBe(first);
  expect(() => (first.columns as unknown[]).push({})).toThrow();
  await publishApp(city, app('甲', '乙'));
  expect(await staff(columns)).toEqual(['甲', '乙']);
});

test('whoever changes a shape sees it in the same transaction, and nobody else before the commit', async () => {
  await city.admin.tenant(city.code, 'owner', async (tx) => {
    await definitionsOf(tx, city.code);
    await currentShapeOf(tx, 'kept-shapes');
    await applyShape(tx, app('甲', '乙', '丙') as unknown as RecordApp);
    expect(await columns(tx)).toEqual(['甲', '乙', '丙']);
    expect(await staff(columns)).toEqual(['甲', '乙']);
  });
  expect(await staff(columns)).toEqual(['甲', '乙', '丙']);
  expect(await staff(async (tx) => (await shapeOf(tx, 'kept-shapes')).columns.length)).toBe(3);
});
