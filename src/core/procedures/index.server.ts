export { procedureItem, procedureItemOf } from './api-item.server.ts';
export { type Catalogue, type Category, catalogueOf, type LifeEvent } from './catalogue.server.ts';
export { type Listings, listingHandlers, listingsOf } from './listings.server.ts';
export { procedureCard, procedurePage } from './page.server.ts';
export { type Found, searchAll } from './search-all.server.ts';
