export { publicRoute, staffRoute } from './declare.server.ts';
export {
  type IntegrationRow,
  selectIntegration,
  selectIntegrations,
  selectPlaces,
  selectTokens,
  type TokenRow,
} from './integrations.sql.ts';
export {
  createIntegration,
  integrationRoles,
  issueToken,
  revokeToken,
  stopIntegration,
} from './manage-integrations.server.ts';
export { publicPort } from './public-port.server.ts';
export { tokenPort, tokenPrefix } from './token-actor.server.ts';
