/**
 * From what was kept to what one person may use today: fields by the codes they have now; what is gone, or not theirs to read, is
 * left out and counted. Nothing tells the two apart. Pure.
 */
import type { ReadField } from '#core/views';
import { print, readFormula, type Scope } from '#kernel/formula';
import type { KeptBody, KeptCondition, ViewBody } from './model.ts';

interface Known {
  fields: readonly ReadField[];
  scope: Scope;
}

/** Null: nothing is left that could be shown. */
export function usableBody(
  kept: KeptBody,
  open: Known,
): { view: ViewBody; lost: number; widened: boolean } | null {
  const codes = new Codes(kept.ids, open.fields);
  const { view: shown } = kept;
  const filter = joined(kept.filter, open.scope);
  const left = () => ({ lost: codes.lost + filter.lost, widened: filter.lost > 0 });
  const base = filter.text === '' ? {} : { filter: filter.text };
  const grouping = <G extends { field: string }>(all: readonly G[]): G[] =>
    all.flatMap((one) => {
      const field = codes.now(one.field);
      return field === undefined ? [] : [{ ...one, field }];
    });
  const measures = <M extends { field?: string | undefined }>(all: readonly M[]): M[] =>
    all.flatMap((one) => {
      if (one.field === undefined) return [one];
      const field = codes.now(one.field);
      return field === undefined ? [] : [{ ...one, field }];
    });
  switch (shown.kind) {
    case 'table': {
      const columns = shown.columns.flatMap((code) => codes.now(code) ?? []);
      const view = { ...shown, ...base, columns, sort: grouping(shown.sort), totals: measures(shown.totals) };
      return columns.length === 0 ? null : { view, ...left() };
    }
    case 'pivot': {
      const view = {
        ...shown,
        ...base,
        rows: grouping(shown.rows),
        columns: grouping(shown.columns),
        measures: measures(shown.measures),
      };
      if (view.rows.length === 0 || view.measures.length === 0) return null;
      return { view, ...left() };
    }
    case 'chart': {
      const [x] = grouping([shown.x]);
      const [measure] = measures([shown.measure]);
      const [series] = shown.series === undefined ? [] : grouping([shown.series]);
      if (x === undefined || measure === undefined) return null;
      const { series: _before, ...rest } = shown;
      const view = { ...rest, ...base, x, measure, ...(series === undefined ? {} : { series }) };
      return { view, ...left() };
    }
  }
}

class Codes {
  lost = 0;
  private readonly ids: Record<string, number>;
  private readonly fields: readonly ReadField[];

  constructor(ids: Record<string, number>, fields: readonly ReadField[]) {
    this.ids = ids;
    this.fields = fields;
  }

  /** The field by its id, whatever it is called today; else one of that name, which took its place with another type. */
  now(code: string): string | undefined {
    const [top = '', inner] = this.ids[code] === undefined && !code.includes('.') ? [code] : code.split('.');
    const field = this.find(
      this.fields.map((one) => one.field),
      this.ids[top],
      top,
    );
    if (inner === undefined || field === undefined) return this.found(field?.code);
    const line = this.find(field.fields ?? [], this.ids[code], inner);
    return this.found(line === undefined ? undefined : `${field.code}.${line.code}`);
  }

  private find<F extends { id: number; code: string }>(
    all: readonly F[],
    id: number | undefined,
    code: string,
  ): F | undefined {
    return all.find((one) => one.id === id) ?? all.find((one) => one.code === code);
  }

  private found(code: string | undefined): string | undefined {
    if (code === undefined) this.lost++;
    return code;
  }
}

/** Parts that can be read in this scope; the others fall away whole, so that none changes its meaning. */
function joined(parts: readonly KeptCondition[], scope: Scope): { text: string; lost: number } {
  const texts = parts.flatMap(({ expr, text }) => {
    const now = print(expr, scope);
    return [now, text].find((one) => isCondition(one, scope)) ?? [];
  });
  const [only = ''] = texts;
  return {
    text: texts.length < 2 ? only : `AND(${texts.join(', ')})`,
    lost: parts.length - texts.length,
  };
}

function isCondition(text: string, scope: Scope): boolean {
  const { type } = readFormula(text, scope);
  return type?.kind === 'boolean' || type?.kind === 'blank';
}
