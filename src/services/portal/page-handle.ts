import type { ResidentPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';

/** What a resident page declares; `enhanced` loads the one small script, without which everything works too. */
export interface PageHandle extends RouteHandle<ResidentPermission> {
  enhanced?: true;
}
