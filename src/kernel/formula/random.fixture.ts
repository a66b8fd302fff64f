/** Random well-typed formulas over the sample form, for property tests. */
import fc from 'fast-check';
import { fields } from './fixture.ts';
import type { Expr } from './index.ts';
import type { FunctionName } from './names.ts';
import type { FieldType, Scalar, ScopeField } from './types.ts';

/** `list` is of numbers. */
type Kind = Scalar | 'list' | 'texts' | 'dates' | 'collection';

/** A scope on the way: what can be said at each level, innermost first. */
type Levels = readonly (readonly ScopeField[])[];

const call = (name: FunctionName, ...args: Expr[]): Expr => ({ kind: 'call', name, args });
const numberText = fc
  .tuple(
    fc.bigInt(0n, 10n ** 28n - 1n),
    fc.integer({ min: 0, max: 9_999_999 }),
    fc.integer({ min: 0, max: 28 }),
  )
  .map(([whole, part, digits]) => {
    const places = String(part).replace(/0+$/, '');
    return `${whole
      .toString()
      .slice(0, Math.max(1, digits))
      .replace(/^0+(?=\d)/, '')}${places === '' ? '' : `.${places}`}`;
  });
const anyText = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    '門司区',
    '１，２００',
    ' -12.50 ',
    'ひらがなカタカナヴ',
    '2024-04-01T23:30:00-05:00',
    '𠮷',
    '葛\u{E0100}',
    '2024-02-29',
    '12',
    '"',
    '＂x”',
    '[0-9]+',
    '﨑',
    '\n',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.replace(/\0/g, '')),
);

function refs(levels: Levels, wanted: (field: ScopeField) => boolean): Expr[] {
  return levels.flatMap((level, up) =>
    level
      .filter((field) => field.type !== 'sealed' && wanted(field))
      .map((field): Expr => {
        const type = (field.type === 'choice' ? 'text' : field.type) as FieldType;
        return up === 0 ? { kind: 'ref', ref: field.id, type } : { kind: 'ref', ref: field.id, type, up };
      }),
  );
}

/** A random formula of that type. */
export function formula(kind: Kind, depth: number, levels: Levels = [fields]): fc.Arbitrary<Expr> {
  const same =
    kind === 'text'
      ? (field: ScopeField) => field.type === 'text' || field.type === 'choice'
      : (field: ScopeField) => field.type === kind;
  const elements = listsOf[kind];
  const found = elements === undefined ? refs(levels, same) : lists(levels, elements);
  const leaf = found.length > 0 ? fc.constantFrom(...found) : undefined;
  const leaves = [...(leaf === undefined ? [] : [leaf, leaf]), ...literals(kind)];
  if (depth <= 0) return fc.oneof(...leaves);
  // Built only where chosen: all branches of all depths would be millions.
  const lazy = fc.constant(null).chain(() => {
    const ways = compounds(kind, depth - 1, levels);
    if (ways.length === 0) return fc.oneof(...leaves);
    return fc.nat({ max: ways.length - 1 }).chain((index) => (ways[index] as Way)());
  });
  return fc.oneof({ arbitrary: fc.oneof(...leaves), weight: 2 }, { arbitrary: lazy, weight: 5 });
}

function literals(kind: Kind): fc.Arbitrary<Expr>[] {
  switch (kind) {
    case 'number':
      return [
        numberText.map((number): Expr => ({ kind: 'number', number })),
        fc.integer({ min: 0, max: 9 }).map((n): Expr => ({ kind: 'number', number: String(n) })),
      ];
    case 'text':
      return [anyText.map((text): Expr => ({ kind: 'text', text }))];
    case 'boolean':
      return [fc.boolean().map((boolean): Expr => ({ kind: 'boolean', boolean }))];
    case 'date': {
      const days = fc.constantFrom('2024-02-29', '0001-01-01', '9999-12-31');
      return [
        fc.constantFrom<Expr>(call('TODAY'), { kind: 'text', text: '' }),
        days.map((text) => call('DATEVALUE', { kind: 'text', text })),
      ];
    }
    case 'datetime':
      return [fc.constant(call('NOW'))];
    default:
      return [];
  }
}

const listsOf: Partial<Record<Kind, readonly string[]>> = {
  list: ['number'],
  texts: ['text', 'choice', 'multi'],
  dates: ['date'],
};

/** Members of every collection in sight whose values are of those types; multiple choices too. */
function lists(levels: Levels, types: readonly string[]): Expr[] {
  const members = found(levels).flatMap(({ of, item }) => membersOf(of, item, types));
  return [...refs(levels, (field) => field.type === 'multi' && types.includes('multi')), ...members];
}

function membersOf(of: Expr, item: readonly ScopeField[], types: readonly string[]): Expr[] {
  return item
    .filter((each) => types.includes(each.type))
    .map((each): Expr => {
      const type = (each.type === 'choice' ? 'text' : each.type) as FieldType;
      return { kind: 'member', of, member: each.id, type };
    });
}

interface Found {
  of: Expr;
  item: ScopeField[];
}

/** Collections in sight, and those within them. */
function found(levels: Levels): Found[] {
  const direct = levels.flatMap((level, up) =>
    level.flatMap((field): Found[] => {
      if (field.item === undefined) return [];
      const of: Expr = { kind: 'ref', ref: field.id, type: 'collection', ...(up === 0 ? {} : { up }) };
      return [{ of, item: [...field.item.byId.values()] }];
    }),
  );
  const within = direct.flatMap(({ of, item }) =>
    item.flatMap((each): Found[] =>
      each.item === undefined
        ? []
        : [
            {
              of: { kind: 'member', of, member: each.id, type: 'collection' },
              item: [...each.item.byId.values()],
            },
          ],
    ),
  );
  return [...direct, ...within];
}

const collections = (levels: Levels): fc.Arbitrary<Found> => fc.constantFrom(...found(levels));

type Way = () => fc.Arbitrary<Expr>;

/** Arguments of plain functions by what they give; a letter for each kind. */
const plain: Record<Kind, string> = {
  number:
    'SUM ln,AVERAGE nl,MAX l,MIN nl,COUNT lt,COUNT x,COUNT yd,ROUND nn,ROUNDUP n,ROUNDDOWN nn,ABS n,MOD nn,VALUE t,LEN t,YEAR d,MONTH m,DAY d,AGE dd,AGE d,FISCALYEAR d',
  text: 'CONCAT tn,LEFT tn,RIGHT tn,MID tnn,UPPER t,LOWER t,KATAKANA t,HIRAGANA t,WAREKI d,JOIN lt,JOIN x,JOIN yt,JOIN xt,ME ,MYDEPARTMENT ',
  boolean:
    'AND bb,OR bbb,NOT b,CONTAINS tt,STARTSWITH tt,ISBLANK n,ISBLANK l,IN nln,IN tt,IN nnn,IN dddd,IN mm,IN bb,IN tx,IN txt,IN dy,CONTAINS xt,ISBLANK x,ISBLANK t,ISBLANK d,ISBLANK b',
  date: 'DATE nnn,DATEVALUE m,DATEVALUE t,DATEVALUE d,MIN dd,MAX y,MIN dy',
  datetime: 'MAX m,MIN mm',
  list: '',
  texts: '',
  dates: '',
  collection: '',
};
const letters: Record<string, Kind> = {
  n: 'number',
  t: 'text',
  b: 'boolean',
  d: 'date',
  m: 'datetime',
  l: 'list',
  x: 'texts',
  y: 'dates',
};
const scalars: readonly Kind[] = ['number', 'text', 'date', 'boolean', 'datetime'];

function compounds(kind: Kind, depth: number, levels: Levels): Way[] {
  const part = (wanted: Kind) => formula(wanted, depth, levels);
  const make = (name: FunctionName, ...kinds: Kind[]): Way => {
    return () => fc.tuple(...kinds.map(part)).map((args) => call(name, ...args));
  };
  const binary = (ops: string[], left: Kind, right: Kind = left): Way => {
    const of = ([op, l, r]: [string, Expr, Expr]) => ({ kind: 'binary', op, left: l, right: r }) as Expr;
    return () => fc.tuple(fc.constantFrom(...ops), part(left), part(right)).map(of);
  };
  const calls = plain[kind]
    .split(',')
    .filter((each) => each !== '')
    .map((each) => {
      const [name = '', kinds = ''] = each.split(' ');
      return make(name as FunctionName, ...[...kinds].map((letter) => letters[letter] as Kind));
    });
  const general: Way[] = scalars.includes(kind)
    ? [
        make('IF', 'boolean', kind, kind),
        make('IFS', 'boolean', kind, 'boolean', kind, kind),
        make('COALESCE', kind, kind),
      ]
    : [];
  return [
    ...calls,
    ...general,
    ...special(kind, part, binary),
    ...(levels.length > 2 ? [] : perItem(kind, depth, levels)),
  ];
}

function special(
  kind: Kind,
  part: (wanted: Kind) => fc.Arbitrary<Expr>,
  binary: (ops: string[], left: Kind, right?: Kind) => Way,
): Way[] {
  const unit = fc.constantFrom('Y', 'M', 'D').map((text): Expr => ({ kind: 'text', text }));
  const pattern = fc
    .constantFrom(
      '(a|[0-9])*門?.{0,3}',
      '.+',
      '\\d{1,3}',
      '[^0-9]*',
      '(?:[ぁ-ん]+|[ァ-ヴ]{2,4})*',
      '[一-龥𠮷﨑]{2}.?',
      '\\w*[-.]?(あ|い|\\+)*',
      '(.{0,2}){3}',
    )
    .map((text): Expr => ({ kind: 'text', text }));
  const dayText = fc
    .constantFrom('2024-02-29', '2024-04-01', '1958-02-28')
    .map((text): Expr => ({ kind: 'text', text }));
  const arithmetic = binary(['+', '-', '*', '/'], 'number');
  switch (kind) {
    case 'number':
      return [
        arithmetic,
        arithmetic,
        arithmetic,
        () => part('number').map((of): Expr => ({ kind: 'negate', of })),
        () => fc.tuple(part('date'), part('datetime'), unit).map((args) => call('DATEDIF', ...args)),
      ];
    case 'text':
      return [binary(['&'], 'text', 'number'), binary(['&'], 'date', 'text')];
    case 'boolean':
      return [
        ...scalars.map((each) => binary(['=', '<>'], each)),
        ...scalars.filter((each) => each !== 'boolean').map((each) => binary(['<', '<=', '>', '>='], each)),
        () => fc.tuple(part('text'), pattern).map((args) => call('MATCHES', ...args)),
        () => fc.tuple(part('date'), dayText, part('date')).map((args) => call('IN', ...args)),
        ...['=', '<>', '<', '>='].map(
          (op) => () =>
            fc
              .tuple(part('date'), dayText)
              .map(([left, right]) => ({ kind: 'binary', op, left, right }) as Expr),
        ),
        () => part('text').map((text) => call('IN', text, call('MYDEPARTMENTS'))),
        () => part('text').map((text) => call('CONTAINS', call('MYGROUPS'), text)),
      ];
    case 'date':
      return [
        () => fc.tuple(dayText, part('date')).map((args) => call('MAX', ...args)),
        () =>
          fc
            .tuple(part('date'), fc.constantFrom('Y', 'F', 'M', 'W'))
            .map(([day, text]) => call('STARTOF', day, { kind: 'text', text })),
        () => fc.tuple(part('date'), part('number'), unit).map((args) => call('DATEADD', ...args)),
      ];
    default:
      return [];
  }
}

/** Functions whose conditions are said per item. */
function perItem(kind: Kind, depth: number, levels: Levels): Way[] {
  const conditioned =
    (name: FunctionName): Way =>
    () =>
      collections(levels).chain(({ of, item }) => {
        const inner = [item, ...levels];
        const last = name === 'SUMIF' ? [formula('number', depth - 1, inner)] : [];
        return fc.tuple(formula('boolean', depth - 1, inner), ...last).map((args) => call(name, of, ...args));
      });
  const filtered: Way = () =>
    collections(levels).chain(({ of, item }) =>
      formula('boolean', depth - 1, [item, ...levels]).chain((condition) => {
        const members = membersOf(call('FILTER', of, condition), item, listsOf[kind] ?? []);
        return members.length > 0 ? fc.constantFrom(...members) : formula(kind, 0, levels);
      }),
    );
  const counted: Way = () =>
    collections(levels).chain(({ of, item }) =>
      formula('boolean', depth - 1, [item, ...levels]).map((condition) =>
        call('COUNT', call('FILTER', of, condition)),
      ),
    );
  if (kind === 'number') return [conditioned('COUNTIF'), conditioned('SUMIF'), counted];
  if (kind === 'boolean') return [conditioned('ANY'), conditioned('ALL')];
  return listsOf[kind] === undefined ? [] : [filtered, filtered];
}
