export {
  attachment,
  type Message,
  type MessageKind,
  messages,
  type PublicState,
  publicStates,
  targets,
} from './model.server.ts';
export { post, read } from './post.server.ts';
export { messageStores } from './sealed-stores.sql.ts';
