export interface Config {
  app?: {
    /** What the sign-in page offers. */
    signIn?: {
      /**
       * `demo`: one card per demo user, development only.
       * `oidc`: a button for the provider in `auth.providers.oidc`.
       * @visibility frontend
       */
      provider: 'demo' | 'oidc';
      /**
       * How people call the OpenID provider, shown on the button.
       * @visibility frontend
       */
      title?: string;
    };
  };
  auth?: {
    providers?: {
      demo?: {
        /**
         * Names of the demo users, one card each.
         * @deepVisibility frontend
         */
        users: string[];
      };
    };
  };
}
