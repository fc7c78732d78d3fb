export interface Config {
  /** Chatbot Portal's registry, governance and audit log. */
  chatbots?: {
    /** Stages in order. Default: development, staging, production. */
    stages?: string[];

    /** The policy file to propose at start; see the guide for platform engineers. */
    policy?: {
      /** Path of the file, relative to the working directory. */
      file?: string;
    };

    permits?: {
      /** Key that signs permits. Production refuses to start without it. */
      signingKey?: {
        /** Ed25519 private key, PKCS #8 in PEM. @visibility secret */
        privateKey: string;
      };
    };

    audit?: {
      /** Name of the log in its checkpoints. Default: the host of backend.baseUrl followed by /chatbots. */
      origin?: string;
      /** Key that signs checkpoints. Production refuses to start without it. */
      signingKey?: {
        /** Ed25519 private key, PKCS #8 in PEM. @visibility secret */
        privateKey: string;
      };
      /** Where checkpoints are kept outside the database. */
      anchors?: {
        file?: {
          /** Path of an append-only file, relative to the working directory. */
          path: string;
        };
      };
    };
  };
}
