import { HumanDuration } from '@backstage/types';

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

    /**
     * Systems outside the portal that a policy's checks of type `external` put promotions to, such as a change board; see
     * docs/checks.md.
     */
    externalChecks?: Array<{
      /** What policies call it. Lower-case letters, digits and hyphens, 40 at most. */
      id: string;
      /** Where it takes requests: https, or http on this machine. Redirects are not followed. */
      url: string;
      /** `whsec_` and Base64 of 24 to 64 random bytes; signs requests and answers. @visibility secret */
      secret: string;
      /** How long it may take to answer a request, a minute at most. Default: 10 seconds. */
      timeout?: HumanDuration | string;
      /** For a system that can't call back. */
      poll?: {
        /** Where the portal asks again; `{id}` stands for the id of its request. */
        url: string;
        /** How often. Default: 1 minute. */
        every?: HumanDuration | string;
      };
    }>;

    rollouts?: {
      /**
       * For how long a rollout may report nothing before it counts as stuck: lists and pages say so, and requesters and owners
       * are notified. Default: 30 minutes.
       */
      stuckAfter?: HumanDuration | string;
    };

    governance?: {
      /**
       * Locations of the catalog whose Users and Groups decide, as reviewers, owners, administrators or auditors: prefixes of
       * `backstage.io/managed-by-origin-location`, for example `url:https://git.example/org/people/src/branch/main`. A prefix ends
       * where a path segment ends. Default: every location counts, of which production warns.
       */
      trustedLocations?: string[];
      /**
       * Entity refs of the groups whose members accept a chatbot's owner, risk class and repository. Unset: nobody can, and every
       * new chatbot counts as the strictest class.
       */
      registryReviewers?: string[];
    };

    pipelines?: {
      oidc?: {
        /** Identity providers whose ID tokens pipelines may exchange for a pipeline token of a few minutes. */
        issuers?: Array<{
          /** Exact value of the `iss` claim, for example https://token.actions.githubusercontent.com. */
          issuer: string;
          /** Exact value of the `aud` claim that pipelines must ask for. */
          audience: string;
          /** Where the provider's keys are. Default: found by OpenID Connect Discovery. */
          jwksUri?: string;
          /** Host that the repositories are registered under, for example github.com. */
          host: string;
          /** Decides which claims are read. */
          type: 'github' | 'gitlab' | 'gitea' | 'generic';
          /** Names of claims that differ from those of the type. The type `generic` needs `repositoryId`. */
          claims?: {
            /** Immutable id of the repository. */
            repositoryId?: string;
            /** Immutable id of the repository's owner. */
            ownerId?: string;
            ref?: string;
            /** What started the run. */
            event?: string;
            /** Whether the host protects the ref: true, false or these words. */
            protected?: string;
            workflow?: string;
            /** File that the workflow stands in, with `@` and the ref that it is read from. */
            workflowFile?: string;
            environment?: string;
            runId?: string;
            runAttempt?: string;
            /** Login of the person who started the run. */
            actor?: string;
          };
          /** Refs whose runs may report, for example refs/heads/main or refs/tags/*. Default: all. */
          allowedRefs?: string[];
          /**
           * Events whose runs may report, as the host calls them. Default: push, workflow_dispatch, schedule and release for
           * github and gitea; push, web, schedule, api and trigger for gitlab; all for generic.
           */
          allowedEvents?: string[];
          /** Whether only runs of refs may report that the host protects. Default: false. */
          requireProtectedRef?: boolean;
          /**
           * Files whose workflows may report, by their paths in the repository, for example .github/workflows/ci.yml. They are
           * taken as they are on a ref of allowedRefs. Default: all.
           */
          workflows?: string[];
        }>;
      };
    };

    sinks?: {
      /** Systems that get the events of the audit log by signed HTTP requests; see the guide for receivers. */
      webhooks?: Array<{
        /** Names it in the portal and keeps its place in the log. 1 to 30 lower-case letters, digits and hyphens. */
        id: string;
        /** Where events are sent; https, or http to this machine. */
        url: string;
        /** `whsec_` and the Base64 of 24 to 64 random bytes. @visibility secret */
        secret: string;
        /** Types of events that it gets, for example promotion.approved. Default: all. */
        types?: string[];
        /** Entity refs: it gets events of chatbots that one of them owned at the time, and no others. Default: all events. */
        owners?: string[];
      }>;
      /** Ranges of addresses besides public ones that host names of webhooks may resolve to, for example 10.0.0.0/8. */
      allowedAddresses?: string[];
    };

    permits?: {
      /** Id of the signer of permits that a module adds. Default: the key under signingKey signs. */
      signer?: string;
      /** Key that signs permits, where signer names none. Production refuses to start without either. */
      signingKey?: {
        /** Ed25519 private key, PKCS #8 in PEM. @visibility secret */
        privateKey: string;
      };
      /**
       * Public keys that are published beside the signer's: those of former signers, and the next one's while replicas
       * change. SubjectPublicKeyInfo in PEM.
       */
      verifyingKeys?: string[];
    };

    catalog?: {
      /** Versions of a chatbot that the catalog shows whether or not they hold a stage. Default: 10. */
      newestVersions?: number;
    };

    audit?: {
      /**
       * Name of the log in its checkpoints. Default: the host of backend.baseUrl followed by /chatbots. A log keeps its name: the start
       * fails where another one is configured.
       */
      origin?: string;
      /** Id of the signer of checkpoints that a module adds. Default: the key under signingKey signs. */
      signer?: string;
      /** Key that signs checkpoints, where signer names none. Production refuses to start without either. */
      signingKey?: {
        /** Ed25519 private key, PKCS #8 in PEM. @visibility secret */
        privateKey: string;
      };
      /**
       * Public keys that verify checkpoints beside the signer's: those of former signers, and the next one's while replicas
       * change. SubjectPublicKeyInfo in PEM.
       */
      verifyingKeys?: string[];
      /**
       * Keys that authenticate events: the first writes, all verify. Production refuses to start without one. Keep those
       * that events were written with.
       */
      eventKeys?: Array<{
        /** Stands beside each event, for example 2026-11. Letters, digits, dots, dashes and underscores. */
        id: string;
        /** Base64 of 32 random bytes. @visibility secret */
        secret: string;
      }>;
      alarm?: {
        /** Entity refs of whom to notify when an event was not written by the portal. Default: nobody. */
        recipients?: string[];
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
