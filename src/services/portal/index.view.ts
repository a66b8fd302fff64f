/** For the wiring of the resident side. */
export { SiteContext, useSite } from './site-context.tsx';
export { ErrorPage } from './views/error-page.tsx';
export { Frame } from './views/frame.tsx';
