/** The configuration says something that the bot can't work with. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
