export * from './model.ts';
export { moveNotices, type NoticeFilter, unreadCount } from './notices.sql.ts';
export { noticeHandlers } from './on-tell.server.ts';
export {
  listNotices,
  markRead,
  type NoticeDesk,
  openNotice,
  readRules,
  type ShownNotice,
  saveRules,
} from './own-notices.server.ts';
export { sendDigests, sweepNotices } from './send-digests.server.ts';
export { type Telling, tellFollowers, tellPeople } from './tell.server.ts';
