/** What rooms declare their routes with. */
import type { ResidentActor, StaffActor, StaffPermission } from '#core/policy';
import { declareFor } from '#platform/api.server';
import type { ApiScope } from './model.ts';

/** On the staff side: with a token, its scope and a permission of its post. */
export const staffRoute = declareFor<StaffActor, StaffPermission, ApiScope>();
/** On the resident side: for everybody, without a token. */
export const publicRoute = declareFor<ResidentActor, 'public', never>();
