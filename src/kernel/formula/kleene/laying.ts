/** Laying values and lists end to end: plain as long as nothing in them is unknown. */
import { isList, isRow, type Value } from '../value.ts';
import { both, type Needs } from './needs.ts';
import { union } from './possible.ts';
import { blankRow } from './row.ts';
import { type Abstract, type KleeneRow, Open, Several, Unknown } from './unknown.ts';

type Item = Several['items'][number];

/** A list in the making. */
export class Laying {
  private readonly items: Item[] = [];
  private readonly others: Item[] = [];
  private sure: boolean[] | null = null;
  private open = false;
  private needs: Needs | null = null;

  /** Adds a value, or the items of a list; not `sure`: they may as well not be there, which `needs` decides. */
  put(value: Abstract, sure = true, needs: Needs | null = null): void {
    if (!sure) this.needs = both(this.needs, needs);
    if (value instanceof Several) {
      this.needs = both(this.needs, value.needs);
      for (const [index, item] of value.items.entries())
        this.one(item, sure && value.sure?.[index] !== false);
      if (value.more) this.others.push(value.other);
    } else if (value instanceof Unknown) this.one(value, sure);
    else if (isList(value as Value)) for (const item of value as readonly Item[]) this.one(item, sure);
    else this.one(value as Value, sure);
  }

  /** Adds what there may be any number of, which `needs` decides. */
  further(value: Abstract, needs: Needs | null): void {
    this.needs = both(this.needs, needs);
    // What each is like may depend on the row around, as in SUMIF(明細, 条件, ..金額).
    if (value instanceof Open) this.needs = both(this.needs, value.needs);
    if (value instanceof Several) {
      for (const item of value.items) if (item instanceof Open) this.needs = both(this.needs, item.needs);
      this.others.push(...value.items, ...(value.more ? [value.other] : []));
    } else if (!(value instanceof Unknown) && isList(value as Value))
      this.others.push(...(value as readonly Item[]));
    else this.others.push(value as Item);
  }

  /** The list. */
  done(): readonly Value[] | readonly KleeneRow[] | Several {
    const { items, others, sure, needs } = this;
    if (!this.open && sure === null && others.length === 0) return items as readonly Value[];
    return new Several(items, sure, others.length > 0, this.other(), needs);
  }

  private one(item: Item, sure: boolean): void {
    if (!sure && this.sure === null) this.sure = this.items.map(() => true);
    this.sure?.push(sure);
    this.items.push(item);
    if (item instanceof Unknown) this.open = true;
  }

  private other(): Item {
    const [first] = this.others;
    if (this.others.length > 1)
      return this.others.some(isRow) ? blankRow : union(this.others as readonly (Value | Unknown)[], null);
    return first ?? null;
  }
}
