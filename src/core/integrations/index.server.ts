export { announce, announceAction, announceRecord, integrationHandlers } from './announce.server.ts';
export { publicRoute, staffRoute } from './declare.server.ts';
export { deliverWebhooks, retrySeconds, startWebhooks } from './deliver-webhooks.server.ts';
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
export { addEndpoint, replayDelivery, rotateSecret, stopEndpoint } from './manage-webhooks.server.ts';
export { publicPort } from './public-port.server.ts';
export { tokenPort, tokenPrefix } from './token-actor.server.ts';
export {
  type DeliveryRow,
  type EndpointRow,
  selectDeliveries,
  selectEndpoints,
  webhookStore,
} from './webhooks.sql.ts';
