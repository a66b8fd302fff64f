/** Layers as paths of one SVG. At this size a degree of longitude is as long as its latitude makes it; pure. */
import { pick } from '#kernel/localized';
import { areaName, type Layer, linesOf, type Position, polygonsOf } from '../area/layer.ts';

/** Units of the picture's longer side: fine enough for eightfold enlargement on a phone. */
const size = 4000;

export interface Drawn {
  width: number;
  height: number;
  /** Place of a point: `x = (lng - west) * perLng`, `y = (north - lat) * perLat`. */
  west: number;
  north: number;
  perLng: number;
  perLat: number;
  paths: { kind: 'area' | 'base'; d: string }[];
  labels: { x: number; y: number; text: string }[];
}

const drawn = new WeakMap<readonly Layer[], Drawn | null>();

/** Null when there is nothing to draw. Kept as long as the form that holds the layers. */
export function drawLayers(layers: readonly Layer[]): Drawn | null {
  let map = drawn.get(layers);
  if (map === undefined) {
    map = draw(layers);
    drawn.set(layers, map);
  }
  return map;
}

function draw(layers: readonly Layer[]): Drawn | null {
  const shapes = layers.flatMap((layer) => layer.data.features.map((feature) => ({ layer, ...feature })));
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { geometry } of shapes)
    for (const line of linesOf(geometry))
      for (const [lng = 0, lat = 0] of line) {
        west = Math.min(west, lng);
        south = Math.min(south, lat);
        east = Math.max(east, lng);
        north = Math.max(north, lat);
      }
  if (east <= west || north <= south) return null;
  const narrow = Math.cos((((north + south) / 2) * Math.PI) / 180);
  const perLat = size / Math.max(north - south, (east - west) * narrow);
  const perLng = perLat * narrow;
  const place = ([lng = 0, lat = 0]: Position): [number, number] => [
    Math.round((lng - west) * perLng),
    Math.round((north - lat) * perLat),
  ];
  const paths = layers.map((layer) => ({
    kind: layer.role,
    d: layer.data.features
      .flatMap(({ geometry }) => linesOf(geometry).map((line) => pathOf(line.map(place))))
      .join(''),
  }));
  const labels = shapes.flatMap(({ layer, properties, geometry }) => {
    const text = areaName(layer, properties);
    const outline = polygonsOf(geometry)[0]?.[0];
    if (text === null || outline === undefined) return [];
    const [x, y] = middle(outline.map(place));
    return [{ x, y, text }];
  });
  return {
    width: Math.ceil((east - west) * perLng),
    height: Math.ceil((north - south) * perLat),
    west,
    north,
    perLng,
    perLat,
    paths,
    labels,
  };
}

/** Points that fall together at this size are one. */
function pathOf(points: readonly [number, number][]): string {
  const texts = points.map(([x, y]) => `${x} ${y}`);
  return `M${texts.filter((text, at) => text !== texts[at - 1]).join('L')}`;
}

function middle(points: readonly [number, number][]): [number, number] {
  const sum = points.slice(1).reduce(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  const count = Math.max(1, points.length - 1);
  return [Math.round(sum[0]! / count), Math.round(sum[1]! / count)];
}

export const layerTitles = (layers: readonly Layer[], language: string): string =>
  layers.map((layer) => pick(layer.title, language).text).join('・');
