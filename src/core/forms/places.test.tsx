/** A place and the area it lies in, through the form: worked out with the calculated fields, in lines too, and never taken from anybody. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { FindLayer, Json, Layer } from '#core/fields';
import { checkAppFormulas } from './check-app.ts';
import { evaluateForm, pageModel, parsePage, prepareForm, submittedAnswers } from './index.ts';
import { FormPage } from './index.view.ts';
import { app, context, field, formula } from './testing.server.ts';

const square = (west: number): number[][] => [
  [west, 33],
  [west + 1, 33],
  [west + 1, 34],
  [west, 34],
  [west, 33],
];
const wards: Layer = {
  id: 'wards',
  title: { ja: '行政区' },
  role: 'area',
  property: 'name',
  attribution: 'あかつき市（架空）',
  data: {
    features: ['朝凪区', '潮見区'].map((name, index) => ({
      properties: { name },
      geometry: { type: 'Polygon', coordinates: [square(130 + index)] },
    })),
  },
};
const rivers: Layer = { ...wards, id: 'rivers', role: 'base' };
const findLayer: FindLayer = (id) => [wards, rivers].find((layer) => layer.id === id);
const inspected = app(
  [
    field(1, '地点', 'map-point', { options: { layers: ['wards'] } }),
    // Before and after its point: the order of the form does not matter.
    formula(2, '見出し', 'IF(ISBLANK(区), "区外", 区 & "の空き家")'),
    field(3, '区', 'area', { options: { point: '地点', layer: 'wards' } }),
    field(4, '写真', 'lines', {
      fields: [
        field(5, '撮影地点', 'map-point'),
        field(6, '撮影区', 'area', { options: { point: '撮影地点', layer: 'wards' } }),
      ],
    }),
    field(7, '潮見の担当', 'text', { visible: '区 = "潮見区"' }),
  ],
  { one: ['地点', '見出し', '区', '写真', '潮見の担当'] },
);
const form = prepareForm(inspected, undefined, findLayer);
const asagi = { lat: '33.5', lng: '130.5' };
const answers = (lng: string) => ({ '1': { lat: '33.5', lng } as Json, '3': '風待区' });

it('works the area out, whatever stood there, and formulas and conditions see it', () => {
  expect(form.problems).toEqual([]);
  expect(submittedAnswers(form, answers('130.5'), context)).toMatchObject({
    '2': '朝凪区の空き家',
    '3': '朝凪区',
  });
  const east = evaluateForm(form, answers('131.5'), context);
  expect(east.calculated.f3).toBe('潮見区');
  expect(east.visibleFields.has('f7')).toBe(true);
  const outside = submittedAnswers(form, answers('139.7'), context);
  expect(outside['3']).toBeUndefined();
  expect(outside['2']).toBe('区外');
});

it('works it out in each line', () => {
  const lines = [{ key: 'k1', values: { '5': asagi as Json, '6': '潮見区' } }] as unknown as Json;
  const sent = submittedAnswers(form, { '4': lines }, context)['4'] as unknown as { values: Json }[];
  expect(sent[0]?.values).toEqual({ '5': asagi, '6': '朝凪区' });
});

it('without the layers, as in the script of a page, an area stays as it is', () => {
  const bare = prepareForm(inspected);
  expect(submittedAnswers(bare, answers('130.5'), context)).toMatchObject({
    '2': '風待区の空き家',
    '3': '風待区',
  });
});

it('takes no area from anybody, and layers do not travel with the page', () => {
  const sent = parsePage(
    form,
    'one',
    { seen: ['f1'], 'f1.lat': ['33.5, 131.5'], 'f1.lng': [''], f3: ['朝凪区'] },
    {},
    context,
  );
  expect(evaluateForm(form, sent.answers, context).calculated.f3).toBe('潮見区');
  const model = pageModel(form, 'one', { ...answers('130.5'), '3': '朝凪区' }, context);
  expect(JSON.stringify(model)).not.toContain('coordinates');
  expect(evaluateForm(model.form, model.answers, context).calculated.f3).toBe('朝凪区');
});

it('a page that asks for the layers works areas out by itself, conditions about them too', () => {
  const model = pageModel(form, 'one', answers('130.5'), context, undefined, true);
  const here = JSON.parse(JSON.stringify(model)) as typeof model;
  expect(evaluateForm(here.form, here.answers, context).calculated.f3).toBe('朝凪区');
  const moved = evaluateForm(here.form, answers('131.5'), context);
  expect(moved.calculated.f3).toBe('潮見区');
  expect(moved.visibleFields.has('f7')).toBe(true);
});

it('draws the map from the layers, with the place on it', () => {
  const html = renderToStaticMarkup(
    <FormPage form={form} page="one" answers={answers('130.5')} context={context} />,
  );
  expect(html).toContain('aria-label="行政区の地図"');
  expect(html).toMatch(/<text[^>]*>潮見区<\/text>/);
  expect(html).toMatch(/data-map-marker=""[^>]*transform="translate\(/);
  expect(html).toContain('<span data-area="地点" data-later="地点を保存すると入ります">朝凪区</span>');
});

it('says what is wrong with the definition', () => {
  const broken = app(
    [
      field(1, '地点', 'map-point', { options: { layers: ['none'] } }),
      field(2, '名前', 'text'),
      field(3, '区', 'area', { options: { point: '名前', layer: 'wards' } }),
      field(4, '川', 'area', { options: { point: '地点', layer: 'rivers' } }),
    ],
    { one: ['地点', '名前', '区', '川'] },
  );
  expect(checkAppFormulas(broken, undefined, findLayer).map(({ path }) => path)).toEqual([
    'fields[0].options.layers[0]',
    'fields[2].options.point',
    'fields[3].options.layer',
  ]);
});
