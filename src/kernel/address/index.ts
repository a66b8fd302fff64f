/** The door of address: post codes, municipality codes, Japanese addresses. */
export * from './address.ts';
export * from './municipality-code.ts';
export * from './post-code.ts';
export * from './prefectures.ts';
export * from './same-address.ts';
export * from './street.ts';
