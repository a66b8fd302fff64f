export { hiddenOnPage, hiddenOnPaper, omitted, secretsOf, withoutSecrets } from './hide.ts';
export * from './model.ts';
