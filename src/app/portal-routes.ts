/** Every address of the resident side with its page. Addresses come from the shared table, so links and routes agree. */
import type { RouteConfigEntry } from '@react-router/dev/routes';
import { type PortalPath, portalPaths } from '#ui/paths';

const pages: [PortalPath, string][] = [
  [portalPaths.search, 'search.tsx'],
  [portalPaths.lifeEvent, 'life-event.tsx'],
  [portalPaths.category, 'category.tsx'],
  [portalPaths.procedures, 'procedures.tsx'],
  [portalPaths.procedure, 'procedure.tsx'],
  [portalPaths.otherProcedure, 'other-procedure.tsx'],
  [portalPaths.start, 'start.tsx'],
  [portalPaths.draft, 'draft.ts'],
  [portalPaths.draftPage, 'draft-page.tsx'],
  [portalPaths.draftReview, 'draft-review.tsx'],
  [portalPaths.draftLater, 'draft-later.tsx'],
  [portalPaths.draftSave, 'draft-save.ts'],
  [portalPaths.draftFile, 'draft-file.ts'],
  [portalPaths.resume, 'resume.tsx'],
  [portalPaths.application, 'application.tsx'],
  [portalPaths.receipt, 'receipt.tsx'],
  [portalPaths.correction, 'correction.tsx'],
  [portalPaths.withdraw, 'withdraw.tsx'],
  [portalPaths.applicationFile, 'application-file.ts'],
  [portalPaths.document, 'document.ts'],
  [portalPaths.signIn, 'sign-in.tsx'],
  [portalPaths.signInCode, 'sign-in-code.tsx'],
  [portalPaths.signOut, 'sign-out.ts'],
  [portalPaths.me, 'me.tsx'],
  [portalPaths.proxies, 'proxies.tsx'],
  [portalPaths.closeAccount, 'close-account.tsx'],
  [portalPaths.ownSessions, 'own-sessions.tsx'],
  [portalPaths.verify, 'verify.tsx'],
  [portalPaths.verifyCode, 'verify-code.tsx'],
  [portalPaths.textSize, 'text-size.ts'],
  [portalPaths.accessibility, 'accessibility.tsx'],
  [portalPaths.privacy, 'privacy.tsx'],
  [portalPaths.mailbox, 'mailbox.tsx'],
  [portalPaths.postCode, 'post-code.ts'],
];

const room = 'services/portal/pages';

export const portalRoutes: RouteConfigEntry[] = [
  { index: true, file: `${room}/home.tsx` },
  ...pages.map(([path, file]) => ({ path: path.slice(1), file: `${room}/${file}` })),
  { path: '*', file: `${room}/unknown.ts` },
];
