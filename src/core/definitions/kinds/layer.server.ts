/** A layer of the city's map: areas that records can lie in, or lines to find one's way by. GeoJSON in WGS84. */
import { z } from 'zod';
import { definitionId, localizedText } from '#kernel/validate';

/** Longitude, latitude, and a height that nobody looks at. */
const position = z.array(z.number()).min(2).max(3).describe('longitude, latitude (WGS84)');
const line = z.array(position).min(2);
const ring = z.array(position).min(4).describe('ends where it begins');

const geometry = z.discriminatedUnion('type', [
  z
    .object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).describe('outline, then holes') })
    .strict(),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }).strict(),
  z.object({ type: z.literal('LineString'), coordinates: line }).strict(),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(line).min(1) }).strict(),
]);

/** What only the shapes themselves can get wrong (rings that are open or cross, names, size) `pack check` looks at. */
export const layerSchema = z
  .object({
    $schema: z.string().optional(),
    kind: z.literal('layer'),
    id: definitionId,
    title: localizedText,
    role: z
      .enum(['area', 'base'])
      .describe('area: records can lie in it; base: only drawn, to find the way on a map'),
    property: z
      .string()
      .min(1)
      .optional()
      .describe('property that names each area; absent: the layer is one area, and a point is 内 or 外'),
    attribution: z.string().min(1).max(200).describe('whose data this is; stands below the map'),
    data: z
      .object({
        type: z.literal('FeatureCollection'),
        features: z
          .array(
            z
              .object({
                type: z.literal('Feature'),
                id: z.union([z.string(), z.number()]).optional(),
                properties: z.record(z.string(), z.unknown()).default({}),
                geometry,
              })
              .strict(),
          )
          .min(1)
          .max(2000),
      })
      .loose()
      .describe('GeoJSON (RFC 7946); members such as name and crs are kept and not read'),
  })
  .strict();
