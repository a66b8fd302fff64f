/**
 * Which of the two builds this is: what residents open (portal) or what staff open (staff).
 * `all` knows the routes of both and is for types only, never built.
 */
const sites = ['portal', 'staff', 'all'] as const;
export type Site = (typeof sites)[number];

const asked = process.env.MADOGUCHI_SITE ?? 'all';
const known = sites.find((each) => each === asked);
if (known === undefined) throw new Error(`MADOGUCHI_SITE=${asked}: one of ${sites.join(', ')}`);

export const site: Site = known;

/** The oldest browsers residents may bring. Staff have current ones. */
export const residentBrowsers = ['chrome90', 'safari15'];
export const staffBrowsers = ['chrome120', 'safari17', 'firefox121'];
