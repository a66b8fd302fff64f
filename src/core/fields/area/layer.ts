/** A layer of the city's map, as a pack gives it: GeoJSON in WGS84, longitude before latitude. Pure. */
import type { LocalizedText } from '#kernel/localized';

export type Position = number[];
export type Ring = Position[];
export type Geometry =
  | { type: 'Polygon'; coordinates: Ring[] }
  | { type: 'MultiPolygon'; coordinates: Ring[][] }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] };

export interface Layer {
  id: string;
  title: LocalizedText;
  /** What one can be in; or only lines to find one's way on a map by. */
  role: 'area' | 'base';
  /** The property of each area that names it; absent: the layer is one area, and one is in it or not. */
  property?: string;
  attribution: string;
  data: { features: { properties: Readonly<Record<string, unknown>>; geometry: Geometry }[] };
}

/** Gives the layers that fields name; undefined: there is none of that id. */
export type FindLayer = (id: string) => Layer | undefined;

/** First ring the outline, others holes. */
export function polygonsOf(geometry: Geometry): Ring[][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** Every line there is to draw, outlines and holes among them. */
export function linesOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  if (geometry.type === 'MultiLineString') return geometry.coordinates;
  return polygonsOf(geometry).flat();
}

/** What an area is called; null where the layer is one area as a whole. */
export function areaName(layer: Layer, properties: Readonly<Record<string, unknown>>): string | null {
  if (layer.property === undefined) return null;
  const name = properties[layer.property];
  return typeof name === 'string' && name !== '' ? name : null;
}
