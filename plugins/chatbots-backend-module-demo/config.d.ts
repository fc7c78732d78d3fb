export interface Config {
  chatbots?: {
    /**
     * Example data. Development only: with this block present the backend
     * refuses to start in production and on a listener that other machines
     * can reach.
     */
    demo?: {
      /** Whether to make the example chatbots and their history at the first start. Default: false. */
      history?: boolean;
    };
  };
}
