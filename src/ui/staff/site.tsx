/** What every staff page knows: the city, who is signed in in which post, and the form token. */
import { createContext, useContext } from 'react';

export interface Me {
  name: string;
  department: string;
  position: string;
  /** Holds further posts, so the header offers to change. */
  morePosts: boolean;
  permissions: string[];
  /** Posts stood in for today, in words. */
  standsInFor: string[];
  /** Notices not read yet; the bell says so. */
  unread: number;
  /** Approvals that wait for this person; the stamp beside the bell says so. */
  turn: number;
}

export interface StaffSite {
  city: string;
  demo: boolean;
  /** Null until signed in and acting in a post. */
  me: Me | null;
  /** Name and value of the hidden form token; no value without a session. */
  csrf: { name: string; value: string | undefined };
  /** The navigation was folded by this person. */
  folded: boolean;
  /** Where the browser keeps that; bound to this host where there is TLS. */
  navCookie: string;
}

export const StaffSiteContext = createContext<StaffSite | null>(null);

export function useStaffSite(): StaffSite {
  const site = useContext(StaffSiteContext);
  if (site === null) throw new Error('page outside of its frame');
  return site;
}

/** Whether the post one acts in brings a permission: for what to show. The gate of each route decides for itself. */
export function useMay(): (permission: string) => boolean {
  const { me } = useStaffSite();
  return (permission) => me?.permissions.includes(permission) ?? false;
}

/** The form token of this session; every form that posts holds one. */
export function Csrf() {
  const { csrf } = useStaffSite();
  return csrf.value === undefined ? null : <input type="hidden" name={csrf.name} value={csrf.value} />;
}
