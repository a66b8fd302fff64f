export type { SignatureFacts } from './model.ts';
