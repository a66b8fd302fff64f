import { expect, it } from 'vitest';
import { definitionSchemas } from '#core/definitions.server';
import { checkLayer } from './check-layer.ts';
import { readPack } from './read-pack.server.ts';

const good = [
  [130, 33],
  [131, 33],
  [131, 34],
  [130, 34],
  [130, 33],
];
const layer = (ring: number[][], more: object = {}) =>
  definitionSchemas.layer.parse({
    kind: 'layer',
    id: 'wards',
    title: { ja: '区' },
    role: 'area',
    property: 'name',
    attribution: '市',
    data: {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { name: '朝凪区' },
          geometry: { type: 'Polygon', coordinates: [ring] },
        },
      ],
    },
    ...more,
  });
const problems = (one: ReturnType<typeof layer>): string[] => {
  const found: string[] = [];
  checkLayer(one, (path, _ja, en) => void found.push(`${path}: ${en}`));
  return found;
};

it('takes rings that are closed and lie in the world', () => expect(problems(layer(good))).toEqual([]));

it('refuses rings that are open, flat, crossing, or in another system', () => {
  const at = 'data.features[0].geometry.coordinates[0]';
  expect(problems(layer(good.slice(0, 4)))).toEqual([`${at}: The ring is open: end where it begins.`]);
  expect(
    problems(
      layer([
        [130, 33],
        [131, 33],
        [132, 33],
        [130, 33],
      ]),
    )[0],
  ).toContain('encloses nothing');
  // A bow tie.
  expect(
    problems(
      layer([
        [130, 33],
        [132, 34],
        [132, 33],
        [130, 34.5],
        [130, 33],
      ]),
    )[0],
  ).toContain('crosses itself');
  // Metres of the plane coordinate system.
  const plane = good.map(([x = 0, y = 0]) => [x * 1000, y * 1000]);
  expect(problems(layer(plane))[0]).toBe(
    `${at}[0]: Write longitude, then latitude, in degrees (WGS84); convert projected coordinates.`,
  );
});

it('asks for names, for polygons, and for not too many points', () => {
  expect(problems(layer(good, { property: 'ward' }))[0]).toContain('data.features[0].properties.ward');
  const line = {
    type: 'Feature',
    properties: { name: '川' },
    geometry: { type: 'LineString', coordinates: good },
  };
  const lines = { data: { type: 'FeatureCollection', features: [line] } };
  expect(problems(layer(good, lines))[0]).toContain('Polygon or MultiPolygon');
  expect(problems(layer(good, { ...lines, role: 'base' }))).toEqual([]);
  const many = Array.from({ length: 100_001 }, (_, at) => {
    const angle = (at / 100_000) * 2 * Math.PI;
    return at === 100_000 ? [131, 33] : [130 + Math.cos(angle), 33 + Math.sin(angle)];
  });
  expect(problems(layer(many))).toEqual(['data: Too many positions (100001): simplify to 100000 at most.']);
});

it('finds nothing to mend in the layers of the demo city: its seven wards, and the residential guidance area', async () => {
  const { definitions, problems: read } = await readPack('packs/demo');
  const layers = definitions.flatMap((one) => (one.kind === 'layer' ? [one.body] : []));
  expect(read).toEqual([]);
  expect(layers.map(({ id }) => id)).toEqual(['residential-guidance', 'wards']);
  expect(layers.flatMap(problems)).toEqual([]);
  const organisation = definitions.find((one) => one.kind === 'organisation');
  const wards = organisation?.kind === 'organisation' ? organisation.body.wards.map(({ name }) => name) : [];
  expect(layers[1]?.data.features.map(({ properties }) => properties.name)).toEqual(wards);
});
