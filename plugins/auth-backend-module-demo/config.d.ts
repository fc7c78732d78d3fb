export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in as a demo user by choosing a role. Development only: with this
       * block present the backend refuses to start in production and on a
       * listener that other machines can reach.
       */
      demo?: {
        /**
         * Names of the catalog `User` entities (namespace `default`) that may
         * be chosen. The sign-in page shows one card for each, in this order.
         * @visibility frontend
         */
        users: string[];
      };
    };
  };
}
