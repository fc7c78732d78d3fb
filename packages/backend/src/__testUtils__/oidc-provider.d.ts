/** What the tests use of the package, which comes without types. */
declare module 'oidc-provider' {
  import { RequestListener } from 'node:http';

  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): RequestListener;
  }
}
