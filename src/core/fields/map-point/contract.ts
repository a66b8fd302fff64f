/** 地点: a place on the map. Two boxes; what a map copies (`33.88, 130.87`) fits into the first. */
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue } from '../messages.ts';
import { isMapPoint, type MapPoint, pointText, readDegrees, readPair } from './model.ts';

export type MapPointOptions = {
  /** Ids of the layers the map is drawn from, the first at the bottom; none: no map, only the boxes. */
  layers: string[];
};

export const mapPointContract: FieldContract<MapPoint, MapPointOptions> = {
  // Where somebody lives is often such a point, whatever the field is called.
  classification: 'personal',
  missing: 'required.enter',
  parts: () => ['lat', 'lng'],
  parse(typed, name, _field, context) {
    const [first, second] = [typedIn(typed, `${name}.lat`).trim(), typedIn(typed, `${name}.lng`).trim()];
    if (first === '' && second === '') return { value: null, issues: [] };
    const pair = second === '' ? readPair(first) : null;
    const texts = { lat: pair?.[0] ?? first, lng: pair?.[1] ?? second };
    const lat = readDegrees(texts.lat);
    const lng = readDegrees(texts.lng);
    const issues = [
      ...(lat === null || Math.abs(Number(lat)) > 90 ? [issue('point.latitude', context, {}, 'lat')] : []),
      ...(lng === null || Math.abs(Number(lng)) > 180 ? [issue('point.longitude', context, {}, 'lng')] : []),
    ];
    return lat === null || lng === null || issues.length > 0
      ? { value: null, issues }
      : { value: { lat, lng }, issues };
  },
  validate: (value, _field, context) => (isMapPoint(value) ? [] : [issue('point.invalid', context)]),
  toTyped: ({ lat, lng }, name) => ({ [`${name}.lat`]: [lat], [`${name}.lng`]: [lng] }),
  print: (value, _field, language) =>
    language.startsWith('ja') ? `北緯${value.lat}度、東経${value.lng}度` : `${value.lat}, ${value.lng}`,
  formulaType: 'text',
  toFormula: (value) => pointText(value),
};
