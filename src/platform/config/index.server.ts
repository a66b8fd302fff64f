export { type Config, ConfigError, readConfig, settingsTable } from './config.server.ts';
