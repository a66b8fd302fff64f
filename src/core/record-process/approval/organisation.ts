/** The organisation of the day as approvals need it: who works where, who stands in for whom, what lies above what. Pure. */
import type { Hand, Place, StoodFor } from './model.ts';

export interface Organisation {
  /** One for each post held today by somebody who may work: nobody suspended, nobody who left. */
  hands: readonly Hand[];
  /**
   * Posts with their rank (the higher the greater), also those of people who are suspended or left not long ago: an office
   * without a holder must be known as one, or its subordinates would count as heads.
   */
  posts: readonly { staff: string; department: string; position: string; rank: number; main: boolean }[];
  /** Departments of today and closed ones with their successor. */
  departments: ReadonlyMap<string, { parent?: string; closed?: boolean; successor?: string }>;
}

type Office = Extract<Place, { kind: 'office' }>;
const office = (department: string, position: string): Office => ({ kind: 'office', department, position });

/** Whether two places are the same one. */
export const samePlace = (a: Place, b: Place): boolean => keyOf(a) === keyOf(b);

/** One text for one place. */
export function keyOf(place: Place): string {
  switch (place.kind) {
    case 'office':
      return `office:${place.department}:${place.position}`;
    case 'person':
      return `person:${place.staff}`;
    case 'group':
      return `group:${place.group}`;
    case 'department':
      return `${place.below ? 'tree' : 'department'}:${place.department}`;
    case 'role':
      return `role:${place.role}`;
    case 'nobody':
      return 'nobody';
  }
}

/** Own posts and those one stands in for; the latter name in whose place one would act. */
export interface Way {
  standsInFor?: StoodFor;
}

/** How a person, in the post they act in, comes to sit at a place; own ways first. */
export function waysInto(place: Place, hand: Hand): Way[] {
  if (hand.system === true) return [];
  const own: Way[] = sitsAt(place, hand) ? [{}] : [];
  const others = hand.standsInFor.filter((one) => standsAt(place, one));
  return [...own, ...others.map(({ post, staff }): Way => ({ standsInFor: { post, staff } }))];
}

function sitsAt(place: Place, hand: Hand): boolean {
  switch (place.kind) {
    case 'office':
      return hand.department === place.department && hand.position === place.position;
    case 'person':
      return hand.staff === place.staff;
    case 'group':
      return hand.groups.includes(place.group);
    case 'department':
      return place.below ? hand.within.includes(place.department) : hand.department === place.department;
    case 'role':
      return hand.roles.includes(place.role);
    case 'nobody':
      return false;
  }
}

const handsOf = new WeakMap<Organisation, ReadonlyMap<string, Hand[]>>();

/**
 * Everybody with a way into the place, in the order of the organisation. A city has thousands of hands and an approval few places:
 * looked up, never walked through.
 */
export function handsAt(place: Place, organisation: Organisation): readonly Hand[] {
  let known = handsOf.get(organisation);
  if (known === undefined) {
    known = handsByPlace(organisation);
    handsOf.set(organisation, known);
  }
  return known.get(keyOf(place)) ?? [];
}

const postsOf = new WeakMap<Organisation, ReadonlyMap<string, Hand>>();

/** Who works in a post today, systems included. */
export function handInPost(post: string, organisation: Organisation): Hand | undefined {
  let known = postsOf.get(organisation);
  if (known === undefined) {
    known = new Map(organisation.hands.map((hand) => [hand.post, hand]));
    postsOf.set(organisation, known);
  }
  return known.get(post);
}

function handsByPlace({ hands }: Organisation): ReadonlyMap<string, Hand[]> {
  const found = new Map<string, Hand[]>();
  for (const hand of hands.filter((one) => one.system !== true))
    for (const key of new Set([...ownPlaces(hand), ...hand.standsInFor.flatMap(stoodPlaces)].map(keyOf))) {
      const here = found.get(key);
      if (here === undefined) found.set(key, [hand]);
      else here.push(hand);
    }
  return found;
}

/** Every place that `sitsAt` says yes of. */
const ownPlaces = ({ staff, department, position, roles, groups, within }: Hand): Place[] => [
  office(department, position),
  { kind: 'person', staff },
  { kind: 'department', department, below: false },
  ...within.map((one): Place => ({ kind: 'department', department: one, below: true })),
  ...groups.map((group): Place => ({ kind: 'group', group })),
  ...roles.map((role): Place => ({ kind: 'role', role })),
];

/** And `standsAt`. */
const stoodPlaces = ({ staff, department, position }: Hand['standsInFor'][number]): Place[] => [
  office(department, position),
  { kind: 'person', staff },
  { kind: 'department', department, below: false },
  { kind: 'department', department, below: true },
];

/** Membership of a group or a role is not handed on with a post. */
function standsAt(place: Place, one: Hand['standsInFor'][number]): boolean {
  switch (place.kind) {
    case 'office':
      return one.department === place.department && one.position === place.position;
    case 'person':
      return one.staff === place.staff;
    case 'department':
      return one.department === place.department;
    default:
      return false;
  }
}

/** The office that leads the department: its highest; of one without posts, the office that leads the next above. */
export function headOf(department: string, organisation: Organisation): Place {
  for (const code of upFrom(department, organisation)) {
    const [highest] = officesIn(code, organisation);
    if (highest !== undefined) return office(code, highest.position);
  }
  return { kind: 'nobody' };
}

/** The nearest department, from this one upwards, that knows the position. */
export function nearest(position: string, department: string, organisation: Organisation): Place {
  for (const code of upFrom(department, organisation))
    if (officesIn(code, organisation).some((one) => one.position === position)) return office(code, position);
  return { kind: 'nobody' };
}

/** The department `levels` above; the topmost where there are not so many. */
export function levelsAbove(department: string, levels: number, organisation: Organisation): string {
  const chain = upFrom(department, organisation).filter(
    (code) => organisation.departments.get(code)?.closed !== true,
  );
  return chain[Math.min(levels, chain.length - 1)] ?? department;
}

/** Who takes over where nobody at the place may act: the next office above; null: there is none. */
function above(place: Place, organisation: Organisation): Place | null {
  switch (place.kind) {
    case 'office':
      return aboveOffice(place, organisation);
    case 'person':
      return abovePerson(place.staff, organisation);
    case 'department':
      return orNull(headOf(place.department, organisation));
    default:
      return null;
  }
}

/** The place itself or the first above it that fits; null: none does, or the register runs in circles. */
export function firstFrom(
  from: Place,
  organisation: Organisation,
  fits: (place: Place) => boolean,
): Place | null {
  const seen = new Set<string>();
  for (let place: Place | null = from; place !== null; place = above(place, organisation)) {
    const key = keyOf(place);
    if (seen.has(key)) return null;
    if (fits(place)) return place;
    seen.add(key);
  }
  return null;
}

/** The place, or the first above it where somebody works. */
export const staffed = (from: Place, organisation: Organisation): Place | null =>
  firstFrom(from, organisation, (place) => handsAt(place, organisation).length > 0);

const orNull = (place: Place): Place | null => (place.kind === 'nobody' ? null : place);

function aboveOffice({ department, position }: Office, organisation: Organisation): Place | null {
  const known = organisation.departments.get(department);
  // An office moves on with its department: 組織改正 must not lift every decision one level.
  if (known?.closed === true && known.successor !== undefined && known.successor !== department)
    return office(known.successor, position);
  const rank = rankOf(department, position, organisation);
  return higherThan(rank, department, organisation) ?? headAbove(department, organisation);
}

function abovePerson(staff: string, organisation: Organisation): Place | null {
  const theirs = organisation.posts.filter((one) => one.staff === staff);
  const post = theirs.find((one) => one.main) ?? theirs[0];
  if (post === undefined) return null;
  const [highest] = officesIn(post.department, organisation);
  return highest !== undefined && highest.rank > post.rank
    ? office(post.department, highest.position)
    : headAbove(post.department, organisation);
}

/** The next higher office of the department; of a position nobody knows the rank of, its highest. */
function higherThan(rank: number | null, department: string, organisation: Organisation): Place | null {
  const offices = officesIn(department, organisation);
  const next = rank === null ? offices[0] : offices.findLast((one) => one.rank > rank);
  return next === undefined ? null : office(department, next.position);
}

function headAbove(department: string, organisation: Organisation): Place | null {
  const [, parent] = upFrom(department, organisation);
  return parent === undefined ? null : orNull(headOf(parent, organisation));
}

function rankOf(department: string, position: string, organisation: Organisation): number | null {
  const here = officesIn(department, organisation).find((one) => one.position === position);
  return here?.rank ?? organisation.posts.find((one) => one.position === position)?.rank ?? null;
}

type Offices = readonly { position: string; rank: number }[];
const officesOf = new WeakMap<Organisation, ReadonlyMap<string, Offices>>();

/** Offices of a department, the highest first, each once. */
function officesIn(department: string, organisation: Organisation): Offices {
  let known = officesOf.get(organisation);
  if (known === undefined) {
    known = allOffices(organisation);
    officesOf.set(organisation, known);
  }
  return known.get(department) ?? [];
}

function allOffices({ posts }: Organisation): ReadonlyMap<string, Offices> {
  const found = new Map<string, Map<string, number>>();
  for (const { department, position, rank } of posts) {
    const here = found.get(department) ?? new Map<string, number>();
    found.set(department, here.set(position, Math.max(rank, here.get(position) ?? rank)));
  }
  return new Map(
    [...found].map(([department, ranks]) => [
      department,
      [...ranks]
        .map(([position, rank]) => ({ position, rank }))
        .sort((a, b) => b.rank - a.rank || (a.position < b.position ? -1 : 1)),
    ]),
  );
}

/** The department, of a closed one its successors, and all it is part of; each once, whatever the register says. */
function upFrom(department: string, organisation: Organisation): string[] {
  const chain = new Set<string>();
  for (let code: string | undefined = department; code !== undefined && !chain.has(code); ) {
    chain.add(code);
    const known = organisation.departments.get(code);
    code = known?.closed === true && known.successor !== undefined ? known.successor : known?.parent;
  }
  return [...chain];
}
