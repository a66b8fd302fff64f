/** In which area a point lies. The only part of the room that needs the geometry library: scripts of pages go without. */
import pointInPolygon from 'point-in-polygon-hao';
import { readPoint } from '../map-point/model.ts';
import { areaName, type Layer, polygonsOf, type Ring } from './layer.ts';

/** Stored in Japanese whatever the language of the page; printed in that of the reader. */
export const within = '内';
export const outside = '外';

interface Prepared {
  name: string;
  polygon: Ring[];
  box: readonly [west: number, south: number, east: number, north: number];
}

const prepared = new WeakMap<Layer, Prepared[]>();

function prepare(layer: Layer): Prepared[] {
  const areas = layer.data.features.flatMap(({ properties, geometry }) =>
    polygonsOf(geometry).map((polygon): Prepared => {
      let [west, south, east, north] = [180, 90, -180, -90];
      for (const [lng = 0, lat = 0] of polygon[0] ?? []) {
        west = Math.min(west, lng);
        south = Math.min(south, lat);
        east = Math.max(east, lng);
        north = Math.max(north, lat);
      }
      return { name: areaName(layer, properties) ?? within, polygon, box: [west, south, east, north] };
    }),
  );
  prepared.set(layer, areas);
  return areas;
}

/**
 * The name of the area, or 内 and 外 where the layer names none; null without a point, or outside all named areas.
 * A point on a boundary, a hole's too, is inside; on one that two areas share it belongs to the one that stands first in
 * the layer. A point in a hole is outside. The arithmetic is exact (robust predicates), so both sides of a line agree.
 */
export function areaOf(layer: Layer, point: unknown): string | null {
  const at = readPoint(point);
  if (at === null) return null;
  const place: [number, number] = [Number(at.lng), Number(at.lat)];
  for (const { name, polygon, box } of prepared.get(layer) ?? prepare(layer)) {
    if (place[0] < box[0] || place[1] < box[1] || place[0] > box[2] || place[1] > box[3]) continue;
    // 0 is the boundary.
    if (pointInPolygon(place, polygon as [number, number][][]) !== false) return name;
  }
  return layer.property === undefined ? outside : null;
}
