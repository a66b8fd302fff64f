/** Shapes shared by routes and server; browser-safe. */

/** What each route module exports as `handle`. Forgetting it does not compile, because `guarded` asks for it. */
export interface RouteHandle<P extends string = string> {
  /** `public` is spelled out; everything else names a permission. */
  permission: P;
  /** Same for everybody: kept in process, keyed by municipality, path, language and epoch. No cookies, no CSRF field. */
  cacheable?: boolean;
  /** The page is hydrated (staff side). Resident pages are plain HTML with a small enhancing script. */
  script?: boolean;
}

/** Who does something. Zones refine it; platform only needs to write it down. */
export interface BaseActor {
  kind: string;
  /** Account, staff or other identifier, never a name. */
  id: string | null;
  postId: string | null;
  /** Hash of the session cookie; CSRF tokens are bound to it. */
  sessionHash: string | null;
}

export const csrfField = '_csrf';
