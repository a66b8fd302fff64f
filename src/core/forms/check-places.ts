/** What map points and areas say of layers and of each other. Pure. */
import {
  type AreaOptions,
  completeFields,
  type DefinedField,
  type Field,
  type FindLayer,
  type MapPointOptions,
} from '#core/fields';
import type { FormProblem } from './model.ts';

/** Without `findLayer` only what the app itself can get wrong. */
export function checkPlaces(defined: readonly DefinedField[], findLayer?: FindLayer): FormProblem[] {
  const problems: FormProblem[] = [];
  const report = (path: string, message: string, remedy: string) =>
    void problems.push({ path, message, remedy, severity: 'error' });
  const noLayer = (path: string, id: string) =>
    report(path, `「${id}」という地図のレイヤーはありません。`, 'id を直すか、layers に加えてください。');
  const check = (field: Field, beside: readonly Field[], at: string) => {
    if (field.type === 'map-point')
      for (const [index, id] of ((field.options as MapPointOptions).layers ?? []).entries())
        if (findLayer !== undefined && findLayer(id) === undefined) noLayer(`${at}.layers[${index}]`, id);
    if (field.type !== 'area') return;
    const { point, layer } = field.options as AreaOptions;
    const from = beside.find((one) => one.code === point);
    if (from?.type !== 'map-point' || from.classification === 'sealed')
      report(
        `${at}.point`,
        `「${field.label.ja}」の地点「${point}」は、地点（map-point）の項目ではありません。`,
        '同じ場所にある地点の項目の code を書いてください。',
      );
    const found = findLayer?.(layer);
    if (findLayer !== undefined && found === undefined) noLayer(`${at}.layer`, layer);
    else if (found?.role === 'base')
      report(
        `${at}.layer`,
        `「${found.title.ja}」は地図に描くだけのレイヤーで、区域がありません。`,
        'role が area のレイヤーにしてください。',
      );
  };
  const fields = completeFields([...defined]);
  for (const [index, field] of fields.entries()) {
    check(field, fields, `fields[${index}].options`);
    for (const [inner, child] of (field.fields ?? []).entries())
      check(child, field.fields ?? [], `fields[${index}].fields[${inner}].options`);
  }
  return problems;
}
