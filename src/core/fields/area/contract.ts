/** 区域: in which area of a layer the point of another field lies. Worked out with the calculated fields, never typed. */
import type { FieldContract } from '../contract.ts';
import { say } from '../messages.ts';

export type AreaOptions = {
  /** Code of the map point, beside this field. */
  point: string;
  /** Id of the layer. */
  layer: string;
};

export const areaContract: FieldContract<string, AreaOptions> = {
  readOnly: true,
  classification: 'public',
  missing: 'required.enter',
  parse: (_typed, _name, _field, context) => ({
    value: typeof context.previous === 'string' ? context.previous : null,
    issues: [],
  }),
  validate: () => [],
  toTyped: () => ({}),
  print(value, _field, language) {
    if (value === '内') return say('area.within', { language });
    return value === '外' ? say('area.outside', { language }) : value;
  },
  formulaType: 'text',
  toFormula: (value) => value,
};
