/** Shapes of a layer that would give wrong answers: out of the world, open, crossing themselves, without a name, too many. Pure. */
import type { MapLayer } from '#core/definitions';
import { areaName, polygonsOf } from '#core/fields';

type Add = (path: string, ja: string, en: string) => void;
type Position = readonly number[];

/** Every request that looks at an area walks through these: 100 000 take about a millisecond. */
export const maxPositions = 100_000;

export function checkLayer(layer: MapLayer, add: Add): void {
  let positions = 0;
  for (const [index, { properties, geometry }] of layer.data.features.entries()) {
    const path = `data.features[${index}]`;
    const polygons = polygonsOf(geometry);
    if (layer.role === 'area' && polygons.length === 0)
      add(
        `${path}.geometry.type`,
        '区域のレイヤーに使えるのは Polygon と MultiPolygon だけです。',
        'Areas are of the type Polygon or MultiPolygon.',
      );
    if (layer.property !== undefined && areaName(layer, properties) === null)
      add(
        `${path}.properties.${layer.property}`,
        `区域の名前（${layer.property}）を文字で書いてください。`,
        `Give the area its name (${layer.property}) as text.`,
      );
    const lines = linesAt(geometry, `${path}.geometry.coordinates`);
    for (const { line, at } of lines) {
      positions += line.length;
      checkPositions(line, at, add);
      if (polygons.length > 0) checkRing(line, at, add);
    }
  }
  if (positions > maxPositions)
    add(
      'data',
      `点が多すぎます（${positions}点）。${maxPositions}点までに簡略化してください。`,
      `Too many positions (${positions}): simplify to ${maxPositions} at most.`,
    );
}

/** Every ring and line with its place in the file. */
function linesAt(
  geometry: MapLayer['data']['features'][number]['geometry'],
  at: string,
): { line: Position[]; at: string }[] {
  switch (geometry.type) {
    case 'LineString':
      return [{ line: geometry.coordinates, at }];
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((polygon, outer) =>
        polygon.map((line, inner) => ({ line, at: `${at}[${outer}][${inner}]` })),
      );
    default:
      return geometry.coordinates.map((line, index) => ({ line, at: `${at}[${index}]` }));
  }
}

function checkPositions(line: readonly Position[], at: string, add: Add): void {
  const wrong = line.findIndex(([lng = 0, lat = 0]) => Math.abs(lng) > 180 || Math.abs(lat) > 90);
  if (wrong !== -1)
    add(
      `${at}[${wrong}]`,
      '経度（-180〜180）、緯度（-90〜90）の順の度数（WGS84）で書いてください。平面直角座標は変換してください。',
      'Write longitude, then latitude, in degrees (WGS84); convert projected coordinates.',
    );
}

function checkRing(ring: readonly Position[], at: string, add: Add): void {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined || first[0] !== last[0] || first[1] !== last[1]) {
    const ja = '輪が閉じていません。最後の点を最初の点と同じにしてください。';
    add(at, ja, 'The ring is open: end where it begins.');
  } else if (areaOfRing(ring) === 0) {
    add(at, '面積のない輪です。点を直してください。', 'The ring encloses nothing.');
  } else {
    const crossing = selfCrossing(ring);
    const ja = '輪が自分自身と交わっています。線が交わらないように直してください。';
    if (crossing !== null) add(`${at}[${crossing}]`, ja, 'The ring crosses itself here.');
  }
}

/** Twice the signed area. */
function areaOfRing(ring: readonly Position[]): number {
  let sum = 0;
  for (let at = 1; at < ring.length; at++) {
    const [a, b] = [ring[at - 1]!, ring[at]!];
    sum += a[0]! * b[1]! - b[0]! * a[1]!;
  }
  return sum;
}

/** The first segment that crosses another; segments are swept from west to east, so that only near ones are compared. */
function selfCrossing(ring: readonly Position[]): number | null {
  const segments = ring.slice(1).map((to, at) => ({ at, from: ring[at]!, to }));
  const west = ({ from, to }: (typeof segments)[number]) => Math.min(from[0]!, to[0]!);
  const east = ({ from, to }: (typeof segments)[number]) => Math.max(from[0]!, to[0]!);
  const sorted = [...segments].sort((a, b) => west(a) - west(b));
  let open: typeof segments = [];
  for (const one of sorted) {
    open = open.filter((other) => east(other) >= west(one));
    for (const other of open)
      if (cross(one.from, one.to, other.from, other.to)) return Math.min(one.at, other.at);
    open.push(one);
  }
  return null;
}

/** Properly: touching ends, as neighbours do, is no crossing. */
function cross(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

const side = (a: Position, b: Position, c: Position): number =>
  Math.sign((b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!));
