// Generated from openapi.yaml by scripts/generate-openapi.mjs. Do not edit.
/** The OpenAPI document, as validated at run time. */
export const spec = {
  openapi: '3.0.3',
  info: {
    title: 'chatbots',
    version: '1',
    description:
      "REST API of Chatbot Portal. Pipelines speak to `/pipeline/v1/**` with a pipeline token; people and\nservices speak to `/v1/**` with Backstage credentials; systems outside the portal sign what they send to `/external/v1/**`. Only operations that answer stand here.\nLimits are part of the schemas. `x-body-limit` is the most bytes that an operation's body may have, inflated when it is\ncompressed; a longer one is refused with `body-too-large` before it is read, one of more than 64 levels with `body-too-deep`.\n",
    license: {
      name: 'Apache-2.0',
      url: 'http://www.apache.org/licenses/LICENSE-2.0.html',
    },
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'pipeline' },
    { name: 'external' },
    { name: 'chatbots' },
    { name: 'promotions' },
    { name: 'policies' },
    { name: 'audit' },
    { name: 'changes' },
    { name: 'webhooks' },
  ],
  paths: {
    '/.well-known/chatbot-portal/keys': {
      get: {
        operationId: 'GetPublicKeys',
        tags: ['audit'],
        summary:
          'Public keys of permits and of the audit log. For display and bootstrap; verifiers pin them.',
        security: [],
        responses: {
          '200': {
            description: 'Keys',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PublicKeys' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/token': {
      post: {
        operationId: 'ExchangeIdentityToken',
        tags: ['pipeline'],
        summary:
          "Exchanges a pipeline's OIDC ID token for a pipeline token that lives for minutes.",
        security: [],
        'x-body-limit': 32768,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/IdentityTokenExchange' },
            },
          },
        },
        responses: {
          '200': {
            description: 'A pipeline token',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ExchangedToken' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/external/v1/systems/{system}/answers': {
      post: {
        operationId: 'AnswerExternalCheck',
        tags: ['external'],
        summary:
          'Takes what a system outside the portal answers about a promotion. The same message twice is one answer.',
        description:
          'Signed by the Standard Webhooks scheme with the secret that the portal shares with the system.',
        security: [],
        parameters: [
          {
            name: 'system',
            in: 'path',
            required: true,
            schema: { type: 'string' },
          },
        ],
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ExternalAnswer' },
            },
          },
        },
        responses: {
          '200': { description: 'The answer is recorded' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/versions': {
      post: {
        operationId: 'ReportModelVersion',
        tags: ['pipeline'],
        summary:
          'Reports a model version. The same report twice is one record.',
        security: [{ pipelineToken: [] }],
        'x-body-limit': 5242880,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ModelVersionReport' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The version was known already',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ReportedModelVersion' },
              },
            },
          },
          '201': {
            description: 'Recorded',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ReportedModelVersion' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/evaluations': {
      post: {
        operationId: 'ReportEvaluation',
        tags: ['pipeline'],
        summary:
          'Reports one run of a suite over a dataset against one model version. With `parts` it opens an evaluation whose samples and slices follow.',
        security: [{ pipelineToken: [] }],
        'x-body-limit': 5242880,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/EvaluationReport' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The evaluation was known already',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Evaluation' },
              },
            },
          },
          '201': {
            description: 'Recorded',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Evaluation' },
              },
            },
          },
          '202': {
            description: 'Open for its parts',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/OpenEvaluation' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/evaluations/{evaluationId}/parts/{part}': {
      put: {
        operationId: 'ReportEvaluationPart',
        tags: ['pipeline'],
        summary:
          'Reports samples and slices of an open evaluation. The same part twice is one.',
        security: [{ pipelineToken: [] }],
        parameters: [
          {
            in: 'path',
            name: 'evaluationId',
            required: true,
            schema: { $ref: '#/components/schemas/Id' },
          },
          {
            in: 'path',
            name: 'part',
            required: true,
            description: 'Counted from 1',
            schema: { type: 'integer', minimum: 1, maximum: 100 },
          },
        ],
        'x-body-limit': 5242880,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/EvaluationPart' },
            },
          },
        },
        responses: {
          '200': {
            description: 'What has come so far',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/OpenEvaluation' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/evaluations/{evaluationId}/complete': {
      post: {
        operationId: 'CompleteEvaluation',
        tags: ['pipeline'],
        summary:
          'Records an open evaluation, all parts of which have come, as if it had been reported whole.',
        security: [{ pipelineToken: [] }],
        parameters: [
          {
            in: 'path',
            name: 'evaluationId',
            required: true,
            schema: { $ref: '#/components/schemas/Id' },
          },
        ],
        responses: {
          '200': {
            description: 'The evaluation was known already',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Evaluation' },
              },
            },
          },
          '201': {
            description: 'Recorded',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Evaluation' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/promotions': {
      get: {
        operationId: 'ListPipelinePromotions',
        tags: ['pipeline'],
        summary:
          "Promotions of the token's chatbot, for the deploy job to find its work.",
        security: [{ pipelineToken: [] }],
        parameters: [
          {
            in: 'query',
            name: 'state',
            required: false,
            schema: { $ref: '#/components/schemas/PromotionState' },
          },
        ],
        responses: {
          '200': {
            description: 'Promotions',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PipelinePromotionList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'RequestPromotionAsPipeline',
        tags: ['pipeline'],
        summary:
          'Requests a promotion. It counts as requested by the person who started the run and by every contributor.',
        security: [{ pipelineToken: [] }],
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PipelinePromotionRequest' },
            },
          },
        },
        responses: {
          '200': {
            description:
              'An open promotion of that version to that stage exists',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PipelinePromotion' },
              },
            },
          },
          '201': {
            description: 'Requested',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PipelinePromotion' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/promotions/{promotionId}': {
      get: {
        operationId: 'GetPipelinePromotion',
        tags: ['pipeline'],
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: '#/components/parameters/promotionId' }],
        responses: {
          '200': {
            description: 'The promotion',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PipelinePromotion' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/promotions/{promotionId}/permit': {
      post: {
        operationId: 'FetchPermit',
        tags: ['pipeline'],
        summary:
          'Runs every check again and issues the permit, or returns the one issued. The promotion becomes released.',
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: '#/components/parameters/promotionId' }],
        responses: {
          '200': {
            description: 'The permit',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Permit' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/permits/{permitId}/consume': {
      post: {
        operationId: 'ConsumePermit',
        tags: ['pipeline'],
        summary:
          'Consumes the permit once and opens one deployment. The same key gets the same answer, another key 409.',
        security: [{ pipelineToken: [] }],
        parameters: [
          {
            in: 'path',
            name: 'permitId',
            required: true,
            schema: { $ref: '#/components/schemas/Id' },
          },
        ],
        'x-body-limit': 16384,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PermitConsumption' },
            },
          },
        },
        responses: {
          '200': {
            description: 'Consumed before with the same key',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Deployment' },
              },
            },
          },
          '201': {
            description: 'The deployment that was opened',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Deployment' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/deployments/{deploymentId}': {
      get: {
        operationId: 'GetPipelineDeployment',
        tags: ['pipeline'],
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: '#/components/parameters/deploymentId' }],
        responses: {
          '200': {
            description: 'The deployment with the steps reported so far',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Deployment' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/deployments/{deploymentId}/steps': {
      post: {
        operationId: 'ReportDeploymentStep',
        tags: ['pipeline'],
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: '#/components/parameters/deploymentId' }],
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/DeploymentStepReport' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The deployment',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Deployment' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/pipeline/v1/deployments/{deploymentId}/outcome': {
      post: {
        operationId: 'ReportDeploymentOutcome',
        tags: ['pipeline'],
        security: [{ pipelineToken: [] }],
        parameters: [{ $ref: '#/components/parameters/deploymentId' }],
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/DeploymentOutcomeReport' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The deployment',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Deployment' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots': {
      get: {
        operationId: 'ListChatbots',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
          { $ref: '#/components/parameters/search' },
          {
            in: 'query',
            name: 'owner',
            required: false,
            schema: { $ref: '#/components/schemas/EntityRef' },
          },
          {
            in: 'query',
            name: 'riskClass',
            required: false,
            schema: { $ref: '#/components/schemas/RiskClass' },
          },
          {
            in: 'query',
            name: 'stage',
            required: false,
            description: 'Only chatbots with a version in this stage',
            schema: { $ref: '#/components/schemas/StageName' },
          },
          {
            in: 'query',
            name: 'verdict',
            required: false,
            schema: { $ref: '#/components/schemas/Verdict' },
          },
          {
            in: 'query',
            name: 'needsMe',
            required: false,
            description:
              'Only chatbots with a promotion or a proposal that the caller may decide',
            schema: { type: 'boolean' },
          },
          {
            in: 'query',
            name: 'stuck',
            required: false,
            description:
              'Only chatbots with a rollout that has reported nothing for too long',
            schema: { type: 'boolean' },
          },
          {
            in: 'query',
            name: 'sort',
            required: false,
            schema: {
              type: 'string',
              description:
                'waiting is the instant since when a promotion or a proposal waits, stage how far a chatbot has come',
              enum: [
                'name',
                'owner',
                'riskClass',
                'quality',
                'updatedAt',
                'waiting',
                'stage',
              ],
            },
          },
          {
            in: 'query',
            name: 'order',
            required: false,
            schema: { type: 'string', enum: ['asc', 'desc'] },
          },
        ],
        responses: {
          '200': {
            description: 'Chatbots',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ChatbotList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'RegisterChatbot',
        tags: ['chatbots'],
        summary:
          'Registers a chatbot and binds its repository by immutable id. For members of the owning group.',
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ChatbotRegistration' },
            },
          },
        },
        responses: {
          '200': {
            description: 'Registered before with the same facts',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Chatbot' },
              },
            },
          },
          '201': {
            description: 'Registered',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Chatbot' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots.csv': {
      get: {
        operationId: 'DownloadChatbots',
        tags: ['chatbots'],
        summary:
          'Streams the chatbots that a list shows as CSV, the first 10,000 of them; its last row says when there are more.',
        parameters: [
          { $ref: '#/components/parameters/search' },
          {
            in: 'query',
            name: 'owner',
            required: false,
            schema: { $ref: '#/components/schemas/EntityRef' },
          },
          {
            in: 'query',
            name: 'riskClass',
            required: false,
            schema: { $ref: '#/components/schemas/RiskClass' },
          },
          {
            in: 'query',
            name: 'stage',
            required: false,
            description: 'Only chatbots with a version in this stage',
            schema: { $ref: '#/components/schemas/StageName' },
          },
          {
            in: 'query',
            name: 'verdict',
            required: false,
            schema: { $ref: '#/components/schemas/Verdict' },
          },
          {
            in: 'query',
            name: 'needsMe',
            required: false,
            description:
              'Only chatbots with a promotion or a proposal that the caller may decide',
            schema: { type: 'boolean' },
          },
          {
            in: 'query',
            name: 'sort',
            required: false,
            schema: {
              type: 'string',
              description:
                'waiting is the instant since when a promotion waits, stage how far a chatbot has come',
              enum: [
                'name',
                'owner',
                'riskClass',
                'quality',
                'updatedAt',
                'waiting',
                'stage',
              ],
            },
          },
          {
            in: 'query',
            name: 'order',
            required: false,
            schema: { type: 'string', enum: ['asc', 'desc'] },
          },
        ],
        responses: {
          '200': {
            description: 'One row a chatbot',
            content: { 'text/csv': { schema: { type: 'string' } } },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbot-titles': {
      get: {
        operationId: 'ListChatbotTitles',
        tags: ['chatbots'],
        summary:
          'What chatbots are called, for pages that know their names alone. One that the caller may not see is left out.',
        parameters: [
          {
            in: 'query',
            name: 'names',
            required: true,
            description: 'Names of chatbots, at most 50, with commas between',
            schema: {
              type: 'string',
              maxLength: 3200,
              pattern: '^[a-z0-9-]+(,[a-z0-9-]+){0,49}$',
            },
          },
        ],
        responses: {
          '200': {
            description: 'Titles, in no order',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ChatbotTitleList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}': {
      get: {
        operationId: 'GetChatbot',
        tags: ['chatbots'],
        parameters: [{ $ref: '#/components/parameters/chatbot' }],
        responses: {
          '200': {
            description: 'The chatbot with its stages and next promotion',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ChatbotOverview' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/facts-proposals': {
      post: {
        operationId: 'ProposeFacts',
        tags: ['chatbots'],
        summary:
          "Proposes owner, risk class or repository. For the chatbot's owners, registry reviewers and administrators; a second person decides.",
        parameters: [{ $ref: '#/components/parameters/chatbot' }],
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/FactsProposalRequest' },
            },
          },
        },
        responses: {
          '201': {
            description: 'The proposal',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FactsProposal' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/tokens': {
      get: {
        operationId: 'ListPipelineTokens',
        tags: ['chatbots'],
        parameters: [{ $ref: '#/components/parameters/chatbot' }],
        responses: {
          '200': {
            description: 'Tokens, without their values',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PipelineTokenList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'IssuePipelineToken',
        tags: ['chatbots'],
        summary:
          'Issues a stored pipeline token; its value is shown once. Revokes the token issued under the same purpose before.',
        parameters: [{ $ref: '#/components/parameters/chatbot' }],
        'x-body-limit': 16384,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PipelineTokenRequest' },
            },
          },
        },
        responses: {
          '201': {
            description: 'The token, with its value',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/IssuedPipelineToken' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/tokens/{tokenId}': {
      delete: {
        operationId: 'RevokePipelineToken',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/chatbot' },
          {
            in: 'path',
            name: 'tokenId',
            required: true,
            schema: { $ref: '#/components/schemas/Id' },
          },
        ],
        responses: {
          '204': { description: 'Revoked' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/versions': {
      get: {
        operationId: 'ListModelVersions',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/chatbot' },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
          { $ref: '#/components/parameters/search' },
        ],
        responses: {
          '200': {
            description: 'Versions, newest first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ModelVersionList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/versions/{version}': {
      get: {
        operationId: 'GetModelVersion',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/chatbot' },
          { $ref: '#/components/parameters/version' },
        ],
        responses: {
          '200': {
            description: 'The version: model card, gates and lineage',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ModelVersionDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/comparison': {
      get: {
        operationId: 'CompareModelVersions',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/chatbot' },
          {
            in: 'query',
            name: 'base',
            required: true,
            schema: { $ref: '#/components/schemas/VersionName' },
          },
          {
            in: 'query',
            name: 'target',
            required: true,
            schema: { $ref: '#/components/schemas/VersionName' },
          },
        ],
        responses: {
          '200': {
            description: 'What is different',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Comparison' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/evaluations': {
      get: {
        operationId: 'ListEvaluations',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/chatbot' },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
          {
            in: 'query',
            name: 'version',
            required: false,
            schema: { $ref: '#/components/schemas/VersionName' },
          },
          {
            in: 'query',
            name: 'suite',
            required: false,
            schema: { $ref: '#/components/schemas/ShortName' },
          },
        ],
        responses: {
          '200': {
            description: 'Evaluations, newest first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/EvaluationList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/trends': {
      get: {
        operationId: 'GetTrends',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/chatbot' },
          {
            in: 'query',
            name: 'suite',
            required: false,
            schema: { $ref: '#/components/schemas/ShortName' },
          },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'One series per suite and metric',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/TrendList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/runs': {
      get: {
        operationId: 'ListHostRuns',
        tags: ['chatbots'],
        description:
          "Runs of the repository's workflows in the last day, as the git host tells of them, those that have not ended first. Empty, with a reason, where the host can't be asked.",
        parameters: [{ $ref: '#/components/parameters/chatbot' }],
        responses: {
          '200': {
            description: 'Runs',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/HostRunList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/stages': {
      get: {
        operationId: 'ListStages',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/chatbot' },
          {
            in: 'query',
            name: 'at',
            required: false,
            description: 'An instant; now when absent',
            schema: { type: 'string', format: 'date-time' },
          },
        ],
        responses: {
          '200': {
            description: 'Stages in order',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/StageList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/deployments': {
      get: {
        operationId: 'ListDeployments',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/chatbot' },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
          {
            in: 'query',
            name: 'stage',
            required: false,
            schema: { $ref: '#/components/schemas/StageName' },
          },
          {
            in: 'query',
            name: 'at',
            required: false,
            description:
              'Deployments as they stood at an instant, without those that started later; now when absent',
            schema: { type: 'string', format: 'date-time' },
          },
        ],
        responses: {
          '200': {
            description: 'Deployments, newest first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/DeploymentList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/gates': {
      get: {
        operationId: 'ExplainGates',
        tags: ['chatbots'],
        summary:
          'Which checks a promotion of the version to each stage would pass or fail now, each with a reason.',
        parameters: [
          { $ref: '#/components/parameters/chatbot' },
          {
            in: 'query',
            name: 'version',
            required: true,
            schema: { $ref: '#/components/schemas/VersionName' },
          },
          {
            in: 'query',
            name: 'stage',
            required: false,
            schema: { $ref: '#/components/schemas/StageName' },
          },
        ],
        responses: {
          '200': {
            description: 'Gates',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/GateList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/chatbots/{chatbot}/promotions': {
      post: {
        operationId: 'RequestPromotion',
        tags: ['promotions'],
        parameters: [{ $ref: '#/components/parameters/chatbot' }],
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PromotionRequest' },
            },
          },
        },
        responses: {
          '201': {
            description: 'Requested',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotion' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/evaluations/{evaluationId}': {
      get: {
        operationId: 'GetEvaluation',
        tags: ['chatbots'],
        parameters: [
          {
            in: 'path',
            name: 'evaluationId',
            required: true,
            schema: { $ref: '#/components/schemas/Id' },
          },
        ],
        responses: {
          '200': {
            description: 'The evaluation with metrics and slices',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Evaluation' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/evaluations/{evaluationId}/samples': {
      get: {
        operationId: 'ListEvaluationSamples',
        tags: ['chatbots'],
        parameters: [
          {
            in: 'path',
            name: 'evaluationId',
            required: true,
            schema: { $ref: '#/components/schemas/Id' },
          },
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
          { $ref: '#/components/parameters/search' },
          {
            in: 'query',
            name: 'slice',
            required: false,
            schema: { $ref: '#/components/schemas/ShortName' },
          },
        ],
        responses: {
          '200': {
            description: 'Samples, failed first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/EvaluationSampleList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/facts-proposals': {
      get: {
        operationId: 'ListFactsProposals',
        tags: ['chatbots'],
        parameters: [
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
          {
            in: 'query',
            name: 'view',
            required: false,
            description: 'Mine to decide, proposed by me, or all',
            schema: { type: 'string', enum: ['decide', 'proposed', 'all'] },
          },
          {
            in: 'query',
            name: 'chatbot',
            required: false,
            schema: { $ref: '#/components/schemas/ChatbotName' },
          },
          {
            in: 'query',
            name: 'state',
            required: false,
            schema: { $ref: '#/components/schemas/FactsProposalState' },
          },
        ],
        responses: {
          '200': {
            description: 'Proposals, newest first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FactsProposalList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/facts-proposals/{proposalId}/decision': {
      post: {
        operationId: 'DecideFacts',
        tags: ['chatbots'],
        summary:
          'Accepts or rejects a proposal. For registry reviewers, never for whoever proposed it; bound to the digest that the reviewer saw.',
        parameters: [{ $ref: '#/components/parameters/proposalId' }],
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/FactsDecision' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The proposal after the decision',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FactsProposal' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/facts-proposals/{proposalId}/withdrawal': {
      post: {
        operationId: 'WithdrawFacts',
        tags: ['chatbots'],
        summary: 'Takes a proposal back. For whoever made it.',
        parameters: [{ $ref: '#/components/parameters/proposalId' }],
        responses: {
          '200': {
            description: 'The proposal',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/FactsProposal' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/promotions': {
      get: {
        operationId: 'ListPromotions',
        tags: ['promotions'],
        parameters: [
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
          {
            in: 'query',
            name: 'view',
            required: false,
            description: 'Mine to decide, requested by me, or all',
            schema: { type: 'string', enum: ['decide', 'requested', 'all'] },
          },
          {
            in: 'query',
            name: 'open',
            required: false,
            schema: { type: 'boolean' },
          },
          {
            in: 'query',
            name: 'stuck',
            required: false,
            description:
              'Only rollouts that have reported nothing for too long',
            schema: { type: 'boolean' },
          },
          {
            in: 'query',
            name: 'chatbot',
            required: false,
            schema: { $ref: '#/components/schemas/ChatbotName' },
          },
          {
            in: 'query',
            name: 'state',
            required: false,
            schema: { $ref: '#/components/schemas/PromotionState' },
          },
          {
            in: 'query',
            name: 'stage',
            required: false,
            schema: { $ref: '#/components/schemas/StageName' },
          },
        ],
        responses: {
          '200': {
            description: 'Promotions, newest first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PromotionList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/promotions/{promotionId}': {
      get: {
        operationId: 'GetPromotion',
        tags: ['promotions'],
        parameters: [{ $ref: '#/components/parameters/promotionId' }],
        responses: {
          '200': {
            description:
              'The promotion, with what changes, what policy asks and whether the caller may decide',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PromotionDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/promotions/{promotionId}/decisions': {
      post: {
        operationId: 'DecidePromotion',
        tags: ['promotions'],
        summary:
          'Approves or rejects. Bound to the digest the reviewer saw; another binding digest is refused with promotion-void.',
        parameters: [{ $ref: '#/components/parameters/promotionId' }],
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/DecisionRequest' },
            },
          },
        },
        responses: {
          '201': {
            description: 'The promotion after the decision',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotion' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/promotions/{promotionId}/decisions/mine': {
      delete: {
        operationId: 'WithdrawDecision',
        tags: ['promotions'],
        parameters: [{ $ref: '#/components/parameters/promotionId' }],
        responses: {
          '200': {
            description: 'The promotion',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotion' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/promotions/{promotionId}/withdrawal': {
      post: {
        operationId: 'WithdrawPromotion',
        tags: ['promotions'],
        parameters: [{ $ref: '#/components/parameters/promotionId' }],
        responses: {
          '200': {
            description: 'The promotion',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotion' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/promotions/{promotionId}/abandonment': {
      post: {
        operationId: 'AbandonDeployment',
        description:
          'Closes the open deployment of a promotion as failed when its pipeline will not report any more. For administrators of all chatbots.',
        tags: ['promotions'],
        parameters: [{ $ref: '#/components/parameters/promotionId' }],
        'x-body-limit': 65536,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/AbandonmentRequest' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The promotion',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Promotion' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/promotions/{promotionId}/workflow': {
      post: {
        operationId: 'StartWorkflow',
        description:
          'Asks the portal to start the deploy workflow of an approved promotion again, as the next attempt. For members of the owning group, once the attempt before has failed or its run has ended. The portal starts the first attempt itself.',
        tags: ['promotions'],
        parameters: [{ $ref: '#/components/parameters/promotionId' }],
        responses: {
          '202': {
            description: 'The request; the promotion tells what becomes of it',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PromotionWorkflow' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/policies': {
      get: {
        operationId: 'ListPolicies',
        tags: ['policies'],
        parameters: [
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
        ],
        responses: {
          '200': {
            description: 'Policies, newest first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PolicyList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'ProposePolicy',
        tags: ['policies'],
        'x-body-limit': 2097152,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PolicyProposal' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The same text stands already',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Policy' },
              },
            },
          },
          '201': {
            description: 'Proposed',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Policy' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/policies/{policyNumber}/approvals': {
      post: {
        operationId: 'ApprovePolicy',
        tags: ['policies'],
        summary:
          'Approves a proposed policy; it becomes active once the policy in force is satisfied.',
        parameters: [
          {
            in: 'path',
            name: 'policyNumber',
            required: true,
            schema: { type: 'integer', minimum: 1 },
          },
        ],
        responses: {
          '200': {
            description: 'The policy',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Policy' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/audit/status': {
      get: {
        operationId: 'GetAuditStatus',
        tags: ['audit'],
        responses: {
          '200': {
            description: "The log's health",
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/AuditStatus' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/audit/events': {
      get: {
        operationId: 'ListAuditEvents',
        tags: ['audit'],
        parameters: [
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
          {
            in: 'query',
            name: 'from',
            required: false,
            schema: { type: 'string', format: 'date-time' },
          },
          {
            in: 'query',
            name: 'to',
            required: false,
            schema: { type: 'string', format: 'date-time' },
          },
          {
            in: 'query',
            name: 'chatbot',
            required: false,
            schema: { $ref: '#/components/schemas/ChatbotName' },
          },
          { $ref: '#/components/parameters/search' },
          {
            in: 'query',
            name: 'type',
            required: false,
            schema: { type: 'string', maxLength: 100 },
          },
          {
            in: 'query',
            name: 'actor',
            required: false,
            schema: { $ref: '#/components/schemas/EntityRef' },
          },
        ],
        responses: {
          '200': {
            description: 'Events, newest first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/AuditEventList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/audit/events.csv': {
      get: {
        operationId: 'DownloadAuditEvents',
        tags: ['audit'],
        summary:
          'Streams the events that a list shows as CSV for reading, the newest 50,000 of them; its last row says when there are more. Evidence is an export.',
        parameters: [
          {
            in: 'query',
            name: 'from',
            required: false,
            schema: { type: 'string', format: 'date-time' },
          },
          {
            in: 'query',
            name: 'to',
            required: false,
            schema: { type: 'string', format: 'date-time' },
          },
          {
            in: 'query',
            name: 'chatbot',
            required: false,
            schema: { $ref: '#/components/schemas/ChatbotName' },
          },
          { $ref: '#/components/parameters/search' },
          {
            in: 'query',
            name: 'type',
            required: false,
            schema: { type: 'string', maxLength: 100 },
          },
          {
            in: 'query',
            name: 'actor',
            required: false,
            schema: { $ref: '#/components/schemas/EntityRef' },
          },
        ],
        responses: {
          '200': {
            description: 'One row an event, newest first',
            content: { 'text/csv': { schema: { type: 'string' } } },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/audit/events/{sequence}': {
      get: {
        operationId: 'GetAuditEvent',
        tags: ['audit'],
        parameters: [
          {
            in: 'path',
            name: 'sequence',
            required: true,
            schema: { type: 'integer', minimum: 0 },
          },
        ],
        responses: {
          '200': {
            description:
              'The event with its canonical bytes and inclusion proof',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/AuditEventDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/audit/checkpoints/latest': {
      get: {
        operationId: 'GetLatestCheckpoint',
        tags: ['audit'],
        responses: {
          '200': {
            description: 'The latest signed checkpoint',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/LogCheckpoint' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/audit/proofs/consistency': {
      get: {
        operationId: 'GetConsistencyProof',
        tags: ['audit'],
        parameters: [
          {
            in: 'query',
            name: 'from',
            required: true,
            schema: { type: 'integer', minimum: 0 },
          },
          {
            in: 'query',
            name: 'to',
            required: true,
            schema: { type: 'integer', minimum: 0 },
          },
        ],
        responses: {
          '200': {
            description: 'RFC 6962 consistency proof',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ConsistencyProof' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/audit/exports': {
      post: {
        operationId: 'CreateAuditExport',
        tags: ['audit'],
        summary:
          'Prepares an export of a period and returns one-time links that live for a minute.',
        'x-body-limit': 16384,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/AuditExportRequest' },
            },
          },
        },
        responses: {
          '201': {
            description: 'Links',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/AuditExport' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/audit/downloads/{ticket}': {
      get: {
        operationId: 'DownloadAuditExport',
        tags: ['audit'],
        summary:
          'Streams an export. The ticket works once, for the user it was issued to.',
        parameters: [
          {
            in: 'path',
            name: 'ticket',
            required: true,
            schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
          },
        ],
        responses: {
          '200': {
            description: 'The export',
            content: {
              'application/x-ndjson': { schema: { type: 'string' } },
              'text/csv': { schema: { type: 'string' } },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/changes/{consumer}': {
      get: {
        operationId: 'ReadChanges',
        tags: ['changes'],
        summary:
          'The change feed for one consumer, after its stored cursor. For service principals.',
        parameters: [
          { $ref: '#/components/parameters/consumer' },
          {
            in: 'query',
            name: 'limit',
            required: false,
            schema: { type: 'integer', minimum: 1, maximum: 1000 },
          },
        ],
        responses: {
          '200': {
            description: 'Chatbots that changed and the cursor to acknowledge',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Changes' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      put: {
        operationId: 'AcknowledgeChanges',
        tags: ['changes'],
        summary:
          'Stores how far a consumer came, unless another replica of it did since it read. For service principals.',
        parameters: [{ $ref: '#/components/parameters/consumer' }],
        'x-body-limit': 16384,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ChangesCursor' },
            },
          },
        },
        responses: {
          '204': { description: 'Stored' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/projection': {
      get: {
        operationId: 'ReadProjection',
        tags: ['changes'],
        summary:
          'What the catalog shows of one chatbot, or of all in pages. For service principals.',
        parameters: [
          { $ref: '#/components/parameters/cursor' },
          {
            in: 'query',
            name: 'chatbot',
            required: false,
            schema: { $ref: '#/components/schemas/ChatbotName' },
          },
        ],
        responses: {
          '200': {
            description: 'Projections',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ProjectionList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/webhooks': {
      get: {
        operationId: 'ListWebhooks',
        tags: ['webhooks'],
        summary:
          'The webhook targets of the configuration and how delivery to them goes.',
        responses: {
          '200': {
            description: 'Targets',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/WebhookTargetList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/webhooks/deliveries': {
      get: {
        operationId: 'ListWebhookDeliveries',
        tags: ['webhooks'],
        summary: 'What is and was sent to webhooks; kept for 30 days.',
        parameters: [
          { $ref: '#/components/parameters/cursor' },
          { $ref: '#/components/parameters/limit' },
          {
            in: 'query',
            name: 'target',
            required: false,
            schema: { $ref: '#/components/schemas/WebhookId' },
          },
          {
            in: 'query',
            name: 'state',
            required: false,
            schema: { $ref: '#/components/schemas/WebhookDeliveryState' },
          },
          {
            in: 'query',
            name: 'type',
            required: false,
            schema: { type: 'string', maxLength: 100 },
          },
        ],
        responses: {
          '200': {
            description: 'Deliveries, newest first',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/WebhookDeliveryList' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/webhooks/deliveries/{deliveryId}': {
      get: {
        operationId: 'GetWebhookDelivery',
        tags: ['webhooks'],
        summary:
          'A delivery with the text that was sent last and its last attempts.',
        parameters: [
          {
            in: 'path',
            name: 'deliveryId',
            required: true,
            schema: { type: 'string', format: 'uuid' },
          },
        ],
        responses: {
          '200': {
            description: 'The delivery',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/WebhookDeliveryDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/webhooks/deliveries/{deliveryId}/redeliver': {
      post: {
        operationId: 'RedeliverWebhookDelivery',
        tags: ['webhooks'],
        summary:
          'Sends a delivery again, whatever became of it, with the same id.',
        parameters: [
          {
            in: 'path',
            name: 'deliveryId',
            required: true,
            schema: { type: 'string', format: 'uuid' },
          },
        ],
        responses: {
          '202': {
            description:
              'The delivery, which is sent as soon as its turn comes',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/WebhookDeliveryDetail' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/v1/webhooks/{webhook}/redeliver': {
      post: {
        operationId: 'RedeliverFailedWebhookDeliveries',
        tags: ['webhooks'],
        summary:
          'Sends every failed delivery to a target again that was made since an instant.',
        parameters: [
          {
            in: 'path',
            name: 'webhook',
            required: true,
            schema: { $ref: '#/components/schemas/WebhookId' },
          },
        ],
        'x-body-limit': 16384,
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/WebhookRedeliveryRequest' },
            },
          },
        },
        responses: {
          '202': {
            description: 'How many are sent again',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/WebhookRedelivery' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
  },
  components: {
    securitySchemes: {
      pipelineToken: {
        type: 'http',
        scheme: 'bearer',
        description: 'A pipeline token (`cpt_…`) of one chatbot',
      },
      backstage: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    },
    parameters: {
      chatbot: {
        in: 'path',
        name: 'chatbot',
        required: true,
        schema: { $ref: '#/components/schemas/ChatbotName' },
      },
      version: {
        in: 'path',
        name: 'version',
        required: true,
        schema: { $ref: '#/components/schemas/VersionName' },
      },
      proposalId: {
        in: 'path',
        name: 'proposalId',
        required: true,
        schema: { $ref: '#/components/schemas/Id' },
      },
      promotionId: {
        in: 'path',
        name: 'promotionId',
        required: true,
        schema: { $ref: '#/components/schemas/Id' },
      },
      deploymentId: {
        in: 'path',
        name: 'deploymentId',
        required: true,
        schema: { $ref: '#/components/schemas/Id' },
      },
      consumer: {
        in: 'path',
        name: 'consumer',
        required: true,
        schema: { type: 'string', pattern: '^[a-z][a-z0-9-]{0,49}$' },
      },
      cursor: {
        in: 'query',
        name: 'cursor',
        required: false,
        schema: { type: 'string', maxLength: 500 },
      },
      limit: {
        in: 'query',
        name: 'limit',
        required: false,
        schema: { type: 'integer', minimum: 1, maximum: 100 },
      },
      search: {
        in: 'query',
        name: 'search',
        required: false,
        description:
          'Words, split at blanks; each is the beginning of one that is found, in any case',
        schema: { type: 'string', maxLength: 200 },
      },
    },
    responses: {
      Error: {
        description: 'An error with a machine-readable reason code',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Error' },
          },
        },
      },
    },
    schemas: {
      Error: {
        description: 'What every failure answers',
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
              reason: {
                type: 'string',
                description:
                  'Reason code; the table stands in docs/reason-codes.md',
              },
              hint: { type: 'string' },
              details: { type: 'object', additionalProperties: true },
            },
          },
        },
        additionalProperties: true,
      },
      Id: {
        description: 'A UUID',
        type: 'string',
        pattern:
          '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
      },
      ChatbotName: {
        description: 'Name of a chatbot, and of its Component in the catalog',
        type: 'string',
        maxLength: 50,
        pattern: '^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$',
      },
      VersionName: {
        description: 'Name of a model version, unique within its chatbot',
        type: 'string',
        maxLength: 63,
        pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$',
      },
      ShortName: {
        description:
          "A name that people chose, in any script: letters, marks, digits, spaces and ._:/@+-()=,&', in the form NFC of Unicode, and more than spaces. What is none is refused with name-invalid",
        type: 'string',
        format: 'name',
        minLength: 1,
        maxLength: 100,
        pattern:
          "^ *[\\p{L}\\p{M}\\p{Nd}._:/@+()=,&'-][\\p{L}\\p{M}\\p{Nd} ._:/@+()=,&'-]*$",
      },
      StageName: {
        description: 'Name of a stage',
        type: 'string',
        maxLength: 40,
        pattern: '^[a-z][a-z0-9-]{0,39}$',
      },
      EntityRef: {
        description: 'A full entity reference of the catalog',
        type: 'string',
        maxLength: 200,
        pattern: '^[a-zA-Z]+:[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$',
      },
      RiskClass: {
        description:
          'How much a chatbot can harm, in the words of the EU AI Act',
        type: 'string',
        enum: ['minimal', 'limited', 'high'],
      },
      Verdict: {
        description:
          'What a set of checks comes to; none when there are no checks',
        type: 'string',
        enum: ['pass', 'fail', 'inconclusive', 'none'],
      },
      HistoryEntryType: {
        description: 'What an entry in the history of a promotion tells',
        type: 'string',
        enum: [
          'version.reported',
          'promotion.requested',
          'promotion.answered',
          'decision.approve',
          'decision.reject',
          'decision.withdrawn',
          'promotion.approved',
          'promotion.workflow-requested',
          'promotion.workflow-started',
          'promotion.workflow-failed',
          'promotion.released',
          'deployment.opened',
          'deployment.step-reported',
          'promotion.deploying',
          'promotion.deployed',
          'promotion.rolled-back',
          'promotion.failed',
          'promotion.withdrawn',
          'promotion.rejected',
          'promotion.expired',
          'promotion.void',
          'promotion.superseded',
        ],
      },
      GateVerdict: {
        description:
          'What a gate says, as pages show it; pending while what was evaluated last is out of date and a new evaluation is under way',
        type: 'string',
        enum: ['pass', 'fail', 'inconclusive', 'none', 'pending'],
      },
      Sha256Digest: {
        description: 'A SHA-256 digest, hexadecimal',
        type: 'string',
        pattern: '^[0-9a-f]{64}$',
      },
      CommitSha: {
        description: 'The full name of a commit, hexadecimal',
        type: 'string',
        pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$',
      },
      PromotionState: {
        description: 'Where a promotion stands; docs/states.md has every edge',
        type: 'string',
        enum: [
          'requested',
          'approved',
          'released',
          'deploying',
          'deployed',
          'rolled-back',
          'failed',
          'withdrawn',
          'rejected',
          'expired',
          'void',
          'superseded',
        ],
      },
      Strategy: {
        description: 'How a deployment brings a version into its stage',
        type: 'string',
        enum: ['all-at-once', 'blue-green', 'canary'],
      },
      JsonMap: {
        description: 'Free JSON, kept as it is',
        type: 'object',
        additionalProperties: true,
        maxProperties: 200,
      },
      PublicKey: {
        description: 'A public key of the portal',
        type: 'object',
        required: ['use', 'keyId', 'algorithm', 'publicKeyPem', 'signs'],
        properties: {
          use: { type: 'string', enum: ['permit', 'audit-log'] },
          signs: {
            description:
              'Whether the portal signs with it now; the others verify what is older or comes next',
            type: 'boolean',
          },
          keyId: { type: 'string' },
          algorithm: { type: 'string', enum: ['Ed25519'] },
          publicKeyPem: { type: 'string' },
          verifierKey: {
            type: 'string',
            description: 'C2SP verifier key of the audit log',
          },
          fingerprint: {
            type: 'string',
            description: 'SHA-256 of the raw public key, hexadecimal',
          },
        },
      },
      PublicKeys: {
        description:
          'Every public key that verifies permits or the audit log, former ones too',
        type: 'object',
        required: ['keys'],
        properties: {
          keys: {
            type: 'array',
            items: { $ref: '#/components/schemas/PublicKey' },
          },
        },
      },
      IdentityTokenExchange: {
        description: 'The ID token that the CI system gave to the run',
        type: 'object',
        additionalProperties: false,
        required: ['identityToken'],
        properties: {
          identityToken: { type: 'string', minLength: 20, maxLength: 16384 },
        },
      },
      ExchangedToken: {
        description: 'A pipeline token that lives for minutes',
        type: 'object',
        required: ['token', 'expiresAt', 'chatbot'],
        properties: {
          token: { type: 'string' },
          expiresAt: { type: 'string', format: 'date-time' },
          chatbot: { $ref: '#/components/schemas/ChatbotName' },
        },
      },
      PipelineRun: {
        type: 'object',
        additionalProperties: false,
        required: ['id'],
        description:
          'The run that reports; with an exchanged token the claims of the identity token win',
        properties: {
          id: { type: 'string', minLength: 1, maxLength: 100 },
          attempt: { type: 'integer', minimum: 1, maximum: 10000 },
          workflow: { type: 'string', maxLength: 200 },
          ref: { type: 'string', maxLength: 300 },
          actor: {
            type: 'string',
            maxLength: 200,
            description: 'SCM login of the person who started the run',
          },
          url: { type: 'string', maxLength: 2000, pattern: '^https?://' },
        },
      },
      ModelVersionBundle: {
        description:
          'What a model version is made of; its digest is taken over exactly this',
        type: 'object',
        additionalProperties: false,
        required: [
          'source',
          'baseModel',
          'parameters',
          'prompts',
          'datasets',
          'hyperparameters',
          'artifacts',
        ],
        properties: {
          source: {
            type: 'object',
            additionalProperties: false,
            required: ['repositoryId', 'commit'],
            properties: {
              repositoryId: { type: 'string', minLength: 1, maxLength: 200 },
              commit: { $ref: '#/components/schemas/CommitSha' },
            },
          },
          baseModel: {
            type: 'object',
            additionalProperties: false,
            required: ['provider', 'name'],
            properties: {
              provider: { type: 'string', minLength: 1, maxLength: 100 },
              name: { type: 'string', minLength: 1, maxLength: 200 },
              revision: { type: 'string', maxLength: 200 },
            },
          },
          parameters: { $ref: '#/components/schemas/JsonMap' },
          prompts: {
            type: 'array',
            maxItems: 100,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'digest'],
              properties: {
                name: { $ref: '#/components/schemas/ShortName' },
                digest: { $ref: '#/components/schemas/Sha256Digest' },
              },
            },
          },
          datasets: {
            type: 'array',
            maxItems: 100,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'revision', 'digest'],
              properties: {
                name: { $ref: '#/components/schemas/ShortName' },
                revision: { $ref: '#/components/schemas/ShortName' },
                digest: { $ref: '#/components/schemas/Sha256Digest' },
              },
            },
          },
          hyperparameters: { $ref: '#/components/schemas/JsonMap' },
          artifacts: {
            type: 'array',
            minItems: 1,
            maxItems: 50,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'mediaType', 'digest', 'size'],
              properties: {
                name: { $ref: '#/components/schemas/ShortName' },
                mediaType: { type: 'string', maxLength: 200 },
                digest: { $ref: '#/components/schemas/Sha256Digest' },
                size: { type: 'integer', minimum: 0 },
              },
            },
          },
        },
      },
      Commit: {
        description: 'A commit between the version replaced and this one',
        type: 'object',
        additionalProperties: false,
        required: ['sha', 'author', 'committer'],
        properties: {
          sha: { $ref: '#/components/schemas/CommitSha' },
          parents: {
            type: 'array',
            maxItems: 100,
            description:
              'All parents that the commit itself names. Leave it out where they are not known, as at the edge of a shallow clone: nobody is shown to be independent of what may be behind',
            items: { $ref: '#/components/schemas/CommitSha' },
          },
          author: { $ref: '#/components/schemas/CommitPerson' },
          committer: { $ref: '#/components/schemas/CommitPerson' },
          coAuthors: {
            type: 'array',
            maxItems: 50,
            description: 'Whom the trailers Co-authored-by of its message name',
            items: { $ref: '#/components/schemas/CommitPerson' },
          },
          summary: { type: 'string', maxLength: 300 },
        },
      },
      CommitPerson: {
        description: 'An author, co-author or committer as git names them',
        type: 'object',
        additionalProperties: false,
        required: ['email'],
        properties: {
          name: { type: 'string', maxLength: 200 },
          email: { type: 'string', maxLength: 320 },
          login: { type: 'string', maxLength: 200 },
        },
      },
      ModelCard: {
        description:
          'What people should know of a version; not part of its digest',
        type: 'object',
        additionalProperties: false,
        properties: {
          purpose: { type: 'string', maxLength: 4000 },
          limits: { type: 'string', maxLength: 4000 },
          data: { type: 'string', maxLength: 4000 },
        },
      },
      ModelVersionReport: {
        description: 'What a pipeline reports of a version it has built',
        type: 'object',
        additionalProperties: false,
        required: ['version', 'bundle', 'run', 'commits'],
        properties: {
          version: { $ref: '#/components/schemas/VersionName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          bundle: { $ref: '#/components/schemas/ModelVersionBundle' },
          promptTexts: {
            type: 'array',
            maxItems: 100,
            description:
              'Texts for reading and comparing; each must have the digest that the bundle states',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'text'],
              properties: {
                name: { $ref: '#/components/schemas/ShortName' },
                text: { type: 'string', maxLength: 100000 },
              },
            },
          },
          modelCard: { $ref: '#/components/schemas/ModelCard' },
          commits: {
            type: 'array',
            maxItems: 200,
            description:
              'Commits reachable from the source commit, each before its parents',
            items: { $ref: '#/components/schemas/Commit' },
          },
          run: { $ref: '#/components/schemas/PipelineRun' },
          builtAt: { type: 'string', format: 'date-time' },
        },
      },
      Judge: {
        description: 'Who or what scored the answers',
        type: 'object',
        additionalProperties: false,
        required: ['name', 'kind', 'digest'],
        properties: {
          name: { $ref: '#/components/schemas/ShortName' },
          kind: { type: 'string', enum: ['llm', 'deterministic', 'stand-in'] },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
        },
      },
      Direction: {
        description: 'Which way a metric gets better',
        type: 'string',
        enum: ['higher-is-better', 'lower-is-better'],
      },
      Metric: {
        description: 'A score over all samples',
        type: 'object',
        additionalProperties: false,
        required: ['name', 'value', 'direction', 'sampleCount'],
        properties: {
          name: { $ref: '#/components/schemas/ShortName' },
          value: { type: 'number' },
          direction: { $ref: '#/components/schemas/Direction' },
          unit: {
            type: 'string',
            enum: ['ratio', 'score', 'ms', 's', 'tokens', 'count', 'usd'],
            description: 'A ratio lies between 0 and 1',
          },
          sampleCount: { type: 'integer', minimum: 0, maximum: 10000000 },
          standardDeviation: { type: 'number', minimum: 0 },
          definitionDigest: {
            description:
              'SHA-256 of what defines the metric; values of different definitions are not compared',
            allOf: [{ $ref: '#/components/schemas/Sha256Digest' }],
          },
        },
      },
      MetricSlice: {
        description: 'A score over part of the samples',
        type: 'object',
        additionalProperties: false,
        required: ['slice', 'metric', 'value', 'sampleCount'],
        properties: {
          slice: { $ref: '#/components/schemas/ShortName' },
          metric: { $ref: '#/components/schemas/ShortName' },
          value: { type: 'number' },
          sampleCount: { type: 'integer', minimum: 0, maximum: 10000000 },
        },
      },
      EvaluationSample: {
        description: 'What one sample scored',
        type: 'object',
        additionalProperties: false,
        required: ['sampleId', 'scores'],
        properties: {
          sampleId: { $ref: '#/components/schemas/ShortName' },
          slice: { $ref: '#/components/schemas/ShortName' },
          scores: {
            type: 'object',
            maxProperties: 50,
            additionalProperties: { type: 'number' },
          },
          reasons: {
            description:
              'Why the judge gave a score, by the metric that it is of',
            type: 'object',
            maxProperties: 50,
            additionalProperties: {
              type: 'string',
              minLength: 1,
              maxLength: 2000,
            },
          },
          passed: { type: 'boolean' },
          input: { type: 'string', maxLength: 4000 },
          expected: { type: 'string', maxLength: 4000 },
          output: { type: 'string', maxLength: 8000 },
        },
      },
      EvaluationReport: {
        description:
          'One run of a suite over a dataset against one model version',
        type: 'object',
        additionalProperties: false,
        'x-in-parts': {
          parts: 100,
          samples: 20000,
          slices: 10000,
          bytes: 67108864,
        },
        required: [
          'version',
          'suite',
          'dataset',
          'judge',
          'metrics',
          'startedAt',
          'finishedAt',
          'run',
        ],
        properties: {
          version: { $ref: '#/components/schemas/VersionName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          suite: { $ref: '#/components/schemas/ShortName' },
          dataset: { $ref: '#/components/schemas/DatasetRef' },
          judge: { $ref: '#/components/schemas/Judge' },
          metrics: {
            type: 'array',
            minItems: 1,
            maxItems: 100,
            items: { $ref: '#/components/schemas/Metric' },
          },
          slices: {
            type: 'array',
            maxItems: 1000,
            items: { $ref: '#/components/schemas/MetricSlice' },
          },
          samples: {
            type: 'array',
            maxItems: 2000,
            items: { $ref: '#/components/schemas/EvaluationSample' },
          },
          startedAt: { type: 'string', format: 'date-time' },
          finishedAt: { type: 'string', format: 'date-time' },
          deploymentId: { $ref: '#/components/schemas/Id' },
          run: { $ref: '#/components/schemas/PipelineRun' },
          parts: {
            type: 'integer',
            minimum: 1,
            maximum: 100,
            description:
              'In how many parts samples and slices follow; both are left out here then. Of all parts an evaluation has at most 20,000 samples, 10,000 slices and 64 MiB',
          },
        },
      },
      EvaluationPart: {
        description:
          'Samples and slices of an evaluation that is reported in parts',
        type: 'object',
        additionalProperties: false,
        properties: {
          slices: {
            type: 'array',
            maxItems: 1000,
            items: { $ref: '#/components/schemas/MetricSlice' },
          },
          samples: {
            type: 'array',
            maxItems: 2000,
            items: { $ref: '#/components/schemas/EvaluationSample' },
          },
        },
      },
      OpenEvaluation: {
        description:
          'An evaluation that waits for its parts; nothing shows it before it is complete',
        type: 'object',
        required: ['id', 'parts', 'received', 'endsAt'],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          parts: { type: 'integer' },
          received: {
            type: 'array',
            description: 'Parts that have come, in order',
            items: {
              type: 'object',
              required: ['part', 'digest'],
              properties: {
                part: { type: 'integer' },
                digest: {
                  description:
                    'SHA-256 of the canonical JSON of its samples and slices',
                  allOf: [{ $ref: '#/components/schemas/Sha256Digest' }],
                },
              },
            },
          },
          endsAt: {
            type: 'string',
            format: 'date-time',
            description: 'When it is removed, unless it is complete',
          },
        },
      },
      DatasetRef: {
        description: 'A dataset at one revision',
        type: 'object',
        additionalProperties: false,
        required: ['name', 'revision', 'digest'],
        properties: {
          name: { $ref: '#/components/schemas/ShortName' },
          revision: { $ref: '#/components/schemas/ShortName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
        },
      },
      PipelinePromotionRequest: {
        description: 'What a pipeline asks for',
        type: 'object',
        additionalProperties: false,
        required: ['version', 'stage', 'run'],
        properties: {
          version: { $ref: '#/components/schemas/VersionName' },
          stage: { $ref: '#/components/schemas/StageName' },
          strategy: { $ref: '#/components/schemas/Strategy' },
          run: { $ref: '#/components/schemas/PipelineRun' },
        },
      },
      PipelinePromotion: {
        description: 'A promotion as far as its pipeline needs to know it',
        type: 'object',
        required: [
          'id',
          'chatbot',
          'state',
          'stage',
          'version',
          'digest',
          'commit',
          'strategy',
        ],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          chatbot: { $ref: '#/components/schemas/ChatbotName' },
          state: { $ref: '#/components/schemas/PromotionState' },
          stage: { $ref: '#/components/schemas/StageName' },
          version: { $ref: '#/components/schemas/VersionName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          commit: { $ref: '#/components/schemas/CommitSha' },
          strategy: { $ref: '#/components/schemas/Strategy' },
          deploymentId: { $ref: '#/components/schemas/Id' },
          expiresAt: { type: 'string', format: 'date-time' },
        },
      },
      PipelinePromotionList: {
        description: "Promotions of the token's chatbot",
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/PipelinePromotion' },
          },
        },
      },
      DsseEnvelope: {
        description: 'A signed payload (DSSE)',
        type: 'object',
        required: ['payloadType', 'payload', 'signatures'],
        properties: {
          payloadType: { type: 'string' },
          payload: { type: 'string' },
          signatures: {
            type: 'array',
            items: {
              type: 'object',
              required: ['keyid', 'sig'],
              properties: {
                keyid: { type: 'string' },
                sig: { type: 'string' },
              },
            },
          },
        },
      },
      Permit: {
        description:
          'A signed statement that releases one digest to one stage, once',
        type: 'object',
        required: ['permitId', 'promotionId', 'envelope', 'expiresAt'],
        properties: {
          permitId: { $ref: '#/components/schemas/Id' },
          promotionId: { $ref: '#/components/schemas/Id' },
          envelope: { $ref: '#/components/schemas/DsseEnvelope' },
          expiresAt: { type: 'string', format: 'date-time' },
        },
      },
      PermitConsumption: {
        description: 'Which use of the permit this is, and for which digest',
        type: 'object',
        additionalProperties: false,
        required: ['idempotencyKey', 'digest'],
        properties: {
          idempotencyKey: { type: 'string', minLength: 1, maxLength: 200 },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          run: { $ref: '#/components/schemas/PipelineRun' },
        },
      },
      DeploymentStepReport: {
        description: 'What one step of a deployment did',
        type: 'object',
        additionalProperties: false,
        required: ['sequence', 'name', 'weight', 'status'],
        properties: {
          sequence: { type: 'integer', minimum: 1, maximum: 1000 },
          name: { $ref: '#/components/schemas/ShortName' },
          weight: {
            type: 'integer',
            minimum: 0,
            maximum: 100,
            description:
              'Per cent of traffic on the new version after this step',
          },
          status: { type: 'string', enum: ['healthy', 'unhealthy'] },
          message: { type: 'string', maxLength: 1000 },
        },
      },
      DeploymentOutcomeReport: {
        description: 'How a deployment ended',
        type: 'object',
        additionalProperties: false,
        required: ['outcome'],
        properties: {
          outcome: {
            type: 'string',
            enum: ['deployed', 'rolled-back', 'failed'],
          },
          message: { type: 'string', maxLength: 1000 },
        },
      },
      DeploymentStep: {
        description: 'A reported step of a deployment',
        type: 'object',
        required: ['sequence', 'name', 'weight', 'status', 'reportedAt'],
        properties: {
          sequence: { type: 'integer' },
          name: { type: 'string' },
          weight: { type: 'integer' },
          status: { type: 'string', enum: ['healthy', 'unhealthy'] },
          message: { type: 'string' },
          reportedAt: { type: 'string', format: 'date-time' },
        },
      },
      Deployment: {
        description: 'What a pipeline did with a permit',
        type: 'object',
        required: [
          'id',
          'chatbot',
          'version',
          'digest',
          'stage',
          'strategy',
          'state',
          'promotionId',
          'startedAt',
          'steps',
        ],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          chatbot: { $ref: '#/components/schemas/ChatbotName' },
          version: { $ref: '#/components/schemas/VersionName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          stage: { $ref: '#/components/schemas/StageName' },
          strategy: { $ref: '#/components/schemas/Strategy' },
          state: {
            type: 'string',
            enum: ['open', 'deployed', 'rolled-back', 'failed'],
          },
          weight: { type: 'integer' },
          promotionId: { $ref: '#/components/schemas/Id' },
          replaces: { $ref: '#/components/schemas/VersionName' },
          fallbackDigest: { $ref: '#/components/schemas/Sha256Digest' },
          approvedBy: { type: 'array', items: { type: 'string' } },
          startedAt: { type: 'string', format: 'date-time' },
          finishedAt: { type: 'string', format: 'date-time' },
          message: { type: 'string' },
          steps: {
            type: 'array',
            items: { $ref: '#/components/schemas/DeploymentStep' },
          },
          runUrl: { type: 'string' },
        },
      },
      DeploymentList: {
        description: 'Deployments of a chatbot, newest first',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Deployment' },
          },
          nextCursor: { type: 'string' },
        },
      },
      Repository: {
        description: 'A repository by the immutable id that its host gave',
        type: 'object',
        additionalProperties: false,
        required: ['id', 'url', 'host'],
        properties: {
          host: { type: 'string', minLength: 1, maxLength: 200 },
          id: {
            type: 'string',
            minLength: 1,
            maxLength: 200,
            description: 'The immutable id that the host gives the repository',
          },
          ownerId: { type: 'string', maxLength: 200 },
          url: {
            type: 'string',
            maxLength: 2000,
            pattern: '^https?://',
            description: 'For display',
          },
        },
      },
      ChatbotRegistration: {
        description: 'What is told of a new chatbot',
        type: 'object',
        additionalProperties: false,
        required: ['name', 'title', 'owner', 'riskClass', 'repository'],
        properties: {
          name: { $ref: '#/components/schemas/ChatbotName' },
          namespace: {
            type: 'string',
            maxLength: 63,
            pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
          },
          title: { type: 'string', minLength: 1, maxLength: 100 },
          purpose: { type: 'string', maxLength: 2000 },
          owner: { $ref: '#/components/schemas/EntityRef' },
          riskClass: { $ref: '#/components/schemas/RiskClass' },
          repository: { $ref: '#/components/schemas/Repository' },
        },
      },
      FactsProposalRequest: {
        description:
          'The facts of a chatbot as they shall be; what is left out stays as it is',
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        properties: {
          owner: { $ref: '#/components/schemas/EntityRef' },
          riskClass: { $ref: '#/components/schemas/RiskClass' },
          repository: { $ref: '#/components/schemas/Repository' },
          reason: { type: 'string', minLength: 1, maxLength: 4000 },
        },
      },
      FactsProposalState: {
        description: 'What became of a proposal',
        type: 'string',
        enum: ['open', 'accepted', 'rejected', 'withdrawn'],
      },
      ChatbotFacts: {
        description: 'What decisions are bound to of a chatbot',
        type: 'object',
        required: ['owner', 'riskClass', 'repository'],
        properties: {
          owner: { $ref: '#/components/schemas/EntityRef' },
          riskClass: { $ref: '#/components/schemas/RiskClass' },
          repository: { $ref: '#/components/schemas/Repository' },
        },
      },
      FactsProposal: {
        description:
          'Owner, risk class and repository as somebody proposes them',
        type: 'object',
        required: [
          'id',
          'chatbot',
          'title',
          'state',
          'facts',
          'inForce',
          'accepted',
          'digest',
          'proposedBy',
          'proposedAt',
          'mayDecide',
          'mayWithdraw',
        ],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          chatbot: { $ref: '#/components/schemas/ChatbotName' },
          title: { type: 'string', description: 'Title of the chatbot' },
          state: { $ref: '#/components/schemas/FactsProposalState' },
          facts: { $ref: '#/components/schemas/ChatbotFacts' },
          inForce: { $ref: '#/components/schemas/ChatbotFacts' },
          accepted: {
            type: 'boolean',
            description:
              'Whether somebody has accepted what is in force; the risk class counts as the strictest otherwise',
          },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          reason: { type: 'string' },
          proposedBy: { type: 'string' },
          proposedAt: { type: 'string', format: 'date-time' },
          decidedBy: { type: 'string' },
          decidedAt: { type: 'string', format: 'date-time' },
          comment: { type: 'string' },
          mayDecide: { $ref: '#/components/schemas/MayDecide' },
          mayWithdraw: { type: 'boolean' },
          demo: { type: 'boolean' },
        },
      },
      FactsProposalList: {
        description: 'A page of proposals',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/FactsProposal' },
          },
          nextCursor: { type: 'string' },
        },
      },
      FactsDecision: {
        description: 'What a registry reviewer decides, bound to what they saw',
        type: 'object',
        additionalProperties: false,
        required: ['decision', 'digest'],
        properties: {
          decision: { type: 'string', enum: ['accept', 'reject'] },
          comment: { type: 'string', maxLength: 4000 },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
        },
      },
      Chatbot: {
        description: 'A chatbot with the facts that the registry vouches for',
        type: 'object',
        required: [
          'name',
          'namespace',
          'entityRef',
          'title',
          'owner',
          'riskClass',
          'accepted',
          'repository',
          'createdAt',
          'updatedAt',
        ],
        properties: {
          name: { $ref: '#/components/schemas/ChatbotName' },
          namespace: { type: 'string' },
          entityRef: { type: 'string', description: 'The Component' },
          title: { type: 'string' },
          purpose: { type: 'string' },
          owner: { $ref: '#/components/schemas/EntityRef' },
          riskClass: { $ref: '#/components/schemas/RiskClass' },
          accepted: {
            type: 'boolean',
            description:
              'Whether a second person has accepted owner, risk class and repository; until then riskClass is the strictest',
          },
          registeredRiskClass: {
            description:
              'The class that it was registered with, while nobody has accepted one',
            allOf: [{ $ref: '#/components/schemas/RiskClass' }],
          },
          repository: { $ref: '#/components/schemas/Repository' },
          createdAt: { type: 'string', format: 'date-time' },
          updatedAt: { type: 'string', format: 'date-time' },
          demo: { type: 'boolean' },
        },
      },
      StageStatus: {
        description: 'What runs in a stage',
        type: 'object',
        required: ['stage', 'state'],
        properties: {
          stage: { $ref: '#/components/schemas/StageName' },
          state: { type: 'string', enum: ['empty', 'live', 'rolling-out'] },
          version: { $ref: '#/components/schemas/VersionName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          since: { type: 'string', format: 'date-time' },
          deploymentId: { $ref: '#/components/schemas/Id' },
          promotionId: { $ref: '#/components/schemas/Id' },
          approvedBy: { type: 'array', items: { type: 'string' } },
          strategy: { $ref: '#/components/schemas/Strategy' },
          incoming: {
            type: 'object',
            description: 'The version that is being rolled out',
            required: [
              'version',
              'weight',
              'deploymentId',
              'promotionId',
              'since',
            ],
            properties: {
              version: { $ref: '#/components/schemas/VersionName' },
              weight: { type: 'integer' },
              deploymentId: { $ref: '#/components/schemas/Id' },
              promotionId: { $ref: '#/components/schemas/Id' },
              since: {
                type: 'string',
                format: 'date-time',
                description: 'When its deployment started',
              },
              approvedBy: { type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
      HostRun: {
        description: 'A run of a workflow, as the git host tells of it',
        type: 'object',
        required: ['id', 'workflow', 'title', 'state'],
        properties: {
          id: { type: 'string' },
          workflow: { type: 'string', description: 'Name of its file' },
          title: { type: 'string' },
          state: {
            type: 'string',
            enum: ['waiting', 'running', 'succeeded', 'failed', 'cancelled'],
          },
          url: { type: 'string', description: 'Its page on the git host' },
        },
      },
      HostRunList: {
        description: "Runs of a chatbot's pipeline",
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/HostRun' },
          },
          reasonCode: {
            type: 'string',
            description: 'Why the host could not be asked',
          },
          reason: { type: 'string', description: 'The same for people' },
        },
      },
      StageList: {
        description: 'The stages of a chatbot in order',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/StageStatus' },
          },
          latestVersion: {
            allOf: [{ $ref: '#/components/schemas/VersionName' }],
            description: 'The newest version that had been reported by then',
          },
          at: { type: 'string', format: 'date-time' },
        },
      },
      Quality: {
        type: 'object',
        required: ['metric', 'suite', 'points', 'direction'],
        description:
          'The headline metric that the policy names, over the newest versions, oldest first',
        properties: {
          metric: { type: 'string' },
          suite: { type: 'string' },
          direction: { $ref: '#/components/schemas/Direction' },
          points: { type: 'array', items: { type: 'number' } },
          latest: { type: 'number' },
          previous: {
            type: 'number',
            description:
              'The value before the latest, where the two can be compared',
          },
          threshold: { type: 'number' },
          thresholdStage: {
            type: 'string',
            description: 'The stage that asks for it',
          },
          breaks: {
            type: 'array',
            description: 'Where values can not be compared with the one before',
            items: {
              type: 'object',
              required: ['before', 'changes'],
              properties: {
                before: {
                  type: 'integer',
                  description:
                    'Index of the first point that is measured differently',
                },
                changes: {
                  type: 'array',
                  items: { $ref: '#/components/schemas/MeasurementChange' },
                },
              },
            },
          },
        },
      },
      PromotionNeed: {
        description: 'One thing that an open promotion waits for, and at whom',
        type: 'object',
        required: ['kind'],
        properties: {
          kind: {
            type: 'string',
            description:
              'approvals of a group; contributors without a catalog user; a check that blocks; the portal, which is to approve; the deploy workflow, which is to fetch the permit; the deploy job, which is to start the rollout; the next report of the rollout',
            enum: [
              'approvals',
              'contributors',
              'check',
              'approval',
              'workflow',
              'rollout',
              'report',
            ],
          },
          count: {
            type: 'integer',
            description:
              'Approvals that are missing, or contributors without a user',
          },
          have: { type: 'integer', description: 'Approvals that are given' },
          group: { type: 'string', description: 'Whose approvals' },
          title: { type: 'string', description: 'Title of the check' },
          reason: { type: 'string', description: 'What the check says' },
        },
      },
      Waiting: {
        description: 'An open promotion, and what it still waits for',
        type: 'object',
        required: [
          'promotionId',
          'stage',
          'version',
          'state',
          'approvalsHave',
          'approvalsNeeded',
          'mine',
          'needs',
          'waitingSince',
          'stuck',
        ],
        properties: {
          promotionId: { $ref: '#/components/schemas/Id' },
          stage: { type: 'string' },
          version: { type: 'string' },
          state: { $ref: '#/components/schemas/PromotionState' },
          approvalsHave: { type: 'integer' },
          approvalsNeeded: { type: 'integer' },
          mine: { type: 'boolean' },
          needs: {
            type: 'array',
            items: { $ref: '#/components/schemas/PromotionNeed' },
          },
          waitingSince: { type: 'string', format: 'date-time' },
          stuck: {
            type: 'boolean',
            description: 'A rollout that has reported nothing for too long',
          },
        },
      },
      ChatbotSummary: {
        description: 'A chatbot as the model catalog lists it',
        type: 'object',
        required: ['chatbot', 'stages', 'verdict', 'waiting', 'failing'],
        properties: {
          chatbot: { $ref: '#/components/schemas/Chatbot' },
          latestVersion: { type: 'string' },
          stages: {
            type: 'array',
            items: { $ref: '#/components/schemas/StageStatus' },
          },
          quality: { $ref: '#/components/schemas/Quality' },
          verdict: { $ref: '#/components/schemas/Verdict' },
          gateStage: {
            type: 'string',
            description:
              'The stage whose gate the verdict is of; absent where there is none yet',
          },
          waiting: {
            type: 'array',
            items: { $ref: '#/components/schemas/Waiting' },
          },
          proposal: { $ref: '#/components/schemas/WaitingProposal' },
          failing: {
            type: 'array',
            description:
              'Reasons of failing checks of the newest version at its next stage',
            items: { type: 'string' },
          },
        },
      },
      WaitingProposal: {
        description:
          'An owner, risk class and repository that wait for a second person',
        type: 'object',
        required: ['mine', 'waitingSince'],
        properties: {
          mine: {
            type: 'boolean',
            description: 'Whether the caller may decide',
          },
          waitingSince: { type: 'string', format: 'date-time' },
        },
      },
      ChatbotCounts: {
        description:
          'How many chatbots there are of each concern, before filters',
        type: 'object',
        required: [
          'total',
          'inProduction',
          'waiting',
          'failing',
          'stuck',
          'needsMe',
        ],
        properties: {
          total: { type: 'integer' },
          inProduction: { type: 'integer' },
          waiting: { type: 'integer' },
          failing: { type: 'integer' },
          stuck: {
            type: 'integer',
            description:
              'With a rollout that has reported nothing for too long',
          },
          needsMe: { type: 'integer' },
        },
      },
      LongestWait: {
        description: 'A chatbot and the promotion that waits for something',
        type: 'object',
        required: ['chatbot', 'waiting'],
        properties: {
          chatbot: { $ref: '#/components/schemas/Chatbot' },
          waiting: { $ref: '#/components/schemas/Waiting' },
        },
      },
      ChatbotTitle: {
        description: 'What a chatbot is called, and the Component that it is',
        type: 'object',
        required: ['name', 'title', 'entityRef'],
        properties: {
          name: { $ref: '#/components/schemas/ChatbotName' },
          title: { type: 'string' },
          entityRef: { type: 'string' },
        },
      },
      ChatbotTitleList: {
        description: 'Titles of chatbots',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/ChatbotTitle' },
          },
        },
      },
      ChatbotList: {
        description: 'A page of the model catalog',
        type: 'object',
        required: ['items', 'stages', 'counts', 'total'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/ChatbotSummary' },
          },
          stages: {
            type: 'array',
            description:
              'The configured stages in order; what runs in the last one counts as in production',
            items: { $ref: '#/components/schemas/StageName' },
          },
          counts: { $ref: '#/components/schemas/ChatbotCounts' },
          stuckLongest: {
            allOf: [{ $ref: '#/components/schemas/LongestWait' }],
            description:
              'The rollout that has been silent for the longest, before filters; absent where none is stuck',
          },
          waitingLongest: {
            allOf: [{ $ref: '#/components/schemas/LongestWait' }],
            description:
              'The open promotion that has waited longest and is not stuck, before filters; absent where none waits',
          },
          total: {
            type: 'integer',
            description: 'Rows that match the filters',
          },
          nextCursor: { type: 'string' },
        },
      },
      NextPromotion: {
        description:
          'The next stage for the newest version, and what its checks say',
        type: 'object',
        required: ['stage', 'version', 'gate'],
        properties: {
          stage: { type: 'string' },
          version: { type: 'string' },
          gate: { $ref: '#/components/schemas/Gate' },
          openPromotionId: { $ref: '#/components/schemas/Id' },
          mayRequest: { type: 'boolean' },
          mayRequestReason: { type: 'string' },
        },
      },
      ChatbotOverview: {
        description: 'A chatbot as its own page shows it',
        type: 'object',
        required: [
          'chatbot',
          'stages',
          'waiting',
          'alsoPossible',
          'permissions',
        ],
        properties: {
          chatbot: { $ref: '#/components/schemas/Chatbot' },
          stages: {
            type: 'array',
            items: { $ref: '#/components/schemas/StageStatus' },
          },
          quality: { $ref: '#/components/schemas/Quality' },
          latestVersion: { type: 'string' },
          next: { $ref: '#/components/schemas/NextPromotion' },
          alsoPossible: {
            type: 'array',
            description:
              'What else can be promoted: what runs in a stage to the one after it',
            items: { $ref: '#/components/schemas/NextPromotion' },
          },
          waiting: {
            type: 'array',
            items: { $ref: '#/components/schemas/Waiting' },
          },
          proposal: { $ref: '#/components/schemas/FactsProposal' },
          permissions: {
            type: 'object',
            required: ['mayRequest', 'mayManageTokens', 'mayProposeFacts'],
            properties: {
              mayRequest: { type: 'boolean' },
              mayManageTokens: { type: 'boolean' },
              mayProposeFacts: { type: 'boolean' },
            },
          },
        },
      },
      PipelineTokenRequest: {
        description: 'What a new pipeline token is for',
        type: 'object',
        additionalProperties: false,
        required: ['purpose'],
        properties: {
          purpose: { $ref: '#/components/schemas/ShortName' },
          expiresInDays: { type: 'integer', minimum: 1, maximum: 365 },
        },
      },
      PipelineToken: {
        description: 'A pipeline token without its value',
        type: 'object',
        required: [
          'id',
          'purpose',
          'prefix',
          'createdAt',
          'createdBy',
          'expiresAt',
        ],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          purpose: { type: 'string' },
          prefix: { type: 'string' },
          createdAt: { type: 'string', format: 'date-time' },
          createdBy: { type: 'string' },
          expiresAt: { type: 'string', format: 'date-time' },
          lastUsedAt: { type: 'string', format: 'date-time' },
          revokedAt: { type: 'string', format: 'date-time' },
        },
      },
      PipelineTokenList: {
        description: 'The pipeline tokens of a chatbot',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/PipelineToken' },
          },
        },
      },
      IssuedPipelineToken: {
        description:
          'A new pipeline token; the only answer that holds its value',
        type: 'object',
        required: ['token', 'record'],
        properties: {
          token: { type: 'string' },
          record: { $ref: '#/components/schemas/PipelineToken' },
        },
      },
      ModelVersion: {
        description: 'A model version',
        type: 'object',
        required: [
          'chatbot',
          'version',
          'digest',
          'bundle',
          'reportedAt',
          'stages',
          'verdict',
          'changed',
        ],
        properties: {
          chatbot: { $ref: '#/components/schemas/ChatbotName' },
          version: { $ref: '#/components/schemas/VersionName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          bundle: { $ref: '#/components/schemas/ModelVersionBundle' },
          modelCard: { $ref: '#/components/schemas/ModelCard' },
          run: { $ref: '#/components/schemas/PipelineRun' },
          origin: { $ref: '#/components/schemas/Origin' },
          reportedAt: { type: 'string', format: 'date-time' },
          commitUrl: { type: 'string' },
          stages: {
            type: 'array',
            description: 'Stages where it is live',
            items: { type: 'string' },
          },
          newestIn: {
            type: 'string',
            description:
              'The first stage, of the version that was reported last: no promotion leads there, so it holds what the pipeline made',
          },
          verdict: { $ref: '#/components/schemas/GateVerdict' },
          changed: {
            type: 'array',
            description: 'What differs from the version before',
            items: {
              type: 'string',
              enum: ['code', 'prompt', 'parameters', 'data', 'model'],
            },
          },
          commitCount: { type: 'integer' },
          demo: { type: 'boolean' },
        },
      },
      ReportedModelVersion: {
        description:
          'A model version as it was reported. How it stands at its gates is asked of them.',
        type: 'object',
        required: [
          'chatbot',
          'version',
          'digest',
          'bundle',
          'run',
          'origin',
          'reportedAt',
        ],
        properties: {
          chatbot: { $ref: '#/components/schemas/ChatbotName' },
          version: { $ref: '#/components/schemas/VersionName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          bundle: { $ref: '#/components/schemas/ModelVersionBundle' },
          modelCard: { $ref: '#/components/schemas/ModelCard' },
          run: { $ref: '#/components/schemas/PipelineRun' },
          origin: { $ref: '#/components/schemas/Origin' },
          reportedAt: { type: 'string', format: 'date-time' },
          demo: { type: 'boolean' },
        },
      },
      Origin: {
        description: 'How a report came to the portal',
        type: 'object',
        required: ['kind'],
        properties: {
          kind: { type: 'string', enum: ['token', 'oidc'] },
          issuer: { type: 'string' },
          ref: { type: 'string' },
          event: {
            type: 'string',
            description: 'What started the run, as its host calls it',
          },
          protected: {
            type: 'boolean',
            description: 'Whether the host protects the ref',
          },
          workflow: { type: 'string' },
          workflowFile: {
            type: 'string',
            description: 'File that the workflow stands in, by its path',
          },
          environment: { type: 'string' },
          runId: { type: 'string' },
          runAttempt: { type: 'integer' },
        },
      },
      ModelVersionList: {
        description: 'Versions of a chatbot, newest first',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/ModelVersion' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      ModelVersionDetail: {
        description: 'A model version with what it is made of',
        type: 'object',
        required: [
          'version',
          'prompts',
          'commits',
          'gates',
          'evaluations',
          'promotions',
          'deployments',
        ],
        properties: {
          version: { $ref: '#/components/schemas/ModelVersion' },
          previousVersion: { type: 'string' },
          prompts: {
            type: 'array',
            items: { $ref: '#/components/schemas/PromptText' },
          },
          commits: {
            type: 'array',
            items: { $ref: '#/components/schemas/Commit' },
          },
          gates: {
            type: 'array',
            items: { $ref: '#/components/schemas/Gate' },
          },
          evaluations: {
            type: 'array',
            items: { $ref: '#/components/schemas/Evaluation' },
          },
          promotions: {
            type: 'array',
            items: { $ref: '#/components/schemas/Promotion' },
          },
          deployments: {
            type: 'array',
            items: { $ref: '#/components/schemas/Deployment' },
          },
        },
      },
      PromptText: {
        description:
          'A prompt of a version, with its text where that was reported',
        type: 'object',
        required: ['name', 'digest'],
        properties: {
          name: { type: 'string' },
          digest: { type: 'string' },
          text: { type: 'string' },
        },
      },
      Evaluation: {
        description: 'An evaluation',
        type: 'object',
        required: [
          'id',
          'chatbot',
          'version',
          'digest',
          'suite',
          'dataset',
          'judge',
          'metrics',
          'slices',
          'sampleCount',
          'startedAt',
          'finishedAt',
          'reportedAt',
          'origin',
        ],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          chatbot: { $ref: '#/components/schemas/ChatbotName' },
          version: { $ref: '#/components/schemas/VersionName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          suite: { type: 'string' },
          dataset: { $ref: '#/components/schemas/DatasetRef' },
          judge: { $ref: '#/components/schemas/Judge' },
          metrics: {
            type: 'array',
            items: { $ref: '#/components/schemas/Metric' },
          },
          slices: {
            type: 'array',
            items: { $ref: '#/components/schemas/MetricSlice' },
          },
          sampleCount: {
            type: 'integer',
            description: 'Per-sample rows stored',
          },
          startedAt: { type: 'string', format: 'date-time' },
          finishedAt: { type: 'string', format: 'date-time' },
          reportedAt: { type: 'string', format: 'date-time' },
          deploymentId: { $ref: '#/components/schemas/Id' },
          stage: { type: 'string' },
          origin: { $ref: '#/components/schemas/Origin' },
          run: { $ref: '#/components/schemas/PipelineRun' },
        },
      },
      EvaluationList: {
        description: 'Evaluations of a chatbot, newest first',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Evaluation' },
          },
          nextCursor: { type: 'string' },
        },
      },
      EvaluationSampleList: {
        description: 'Samples of an evaluation',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/EvaluationSample' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      MeasurementChange: {
        description: 'One thing that keeps two values from being compared',
        type: 'object',
        required: ['what', 'from', 'to'],
        properties: {
          what: {
            type: 'string',
            enum: [
              'suite',
              'dataset',
              'judge',
              'definition',
              'direction',
              'unit',
            ],
          },
          from: { type: 'string' },
          to: { type: 'string' },
        },
      },
      TrendPoint: {
        description: "A metric's value for one version",
        type: 'object',
        required: ['version', 'value', 'sampleCount', 'finishedAt'],
        properties: {
          version: { type: 'string' },
          value: { type: 'number' },
          sampleCount: { type: 'integer' },
          finishedAt: { type: 'string', format: 'date-time' },
          evaluationId: { type: 'string' },
          changes: {
            type: 'array',
            description:
              'Why it can not be compared with the point before; absent when it can',
            items: { $ref: '#/components/schemas/MeasurementChange' },
          },
        },
      },
      Trend: {
        description: 'A metric over the versions of a chatbot',
        type: 'object',
        required: ['suite', 'metric', 'direction', 'points'],
        properties: {
          suite: { type: 'string' },
          metric: { type: 'string' },
          unit: { type: 'string' },
          direction: { $ref: '#/components/schemas/Direction' },
          points: {
            type: 'array',
            description: 'Oldest first',
            items: { $ref: '#/components/schemas/TrendPoint' },
          },
          threshold: { type: 'number' },
          baseline: {
            type: 'object',
            required: ['version', 'stage', 'value'],
            properties: {
              version: { type: 'string' },
              stage: { type: 'string' },
              value: { type: 'number' },
              changes: {
                type: 'array',
                description:
                  'Why the last point can not be compared with it; absent when it can',
                items: { $ref: '#/components/schemas/MeasurementChange' },
              },
            },
          },
          worstSlice: { $ref: '#/components/schemas/MetricSlice' },
        },
      },
      TrendList: {
        description: 'Metrics over the versions of a chatbot',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Trend' },
          },
        },
      },
      Check: {
        description: "One rule's outcome, with what was expected and found",
        type: 'object',
        required: [
          'id',
          'title',
          'outcome',
          'expected',
          'actual',
          'reason',
          'reasonCode',
          'blocking',
        ],
        properties: {
          id: { type: 'string' },
          title: { type: 'string' },
          outcome: {
            type: 'string',
            enum: ['pass', 'fail', 'inconclusive', 'not-applicable'],
          },
          expected: { type: 'string' },
          actual: { type: 'string' },
          reason: { type: 'string' },
          reasonCode: { type: 'string' },
          blocking: { type: 'boolean' },
          evaluationId: { type: 'string' },
          links: {
            description: 'Pages outside the portal that say more',
            type: 'array',
            items: {
              type: 'object',
              required: ['title', 'url'],
              properties: {
                title: { type: 'string' },
                url: { type: 'string' },
              },
            },
          },
        },
      },
      ExternalAnswer: {
        description:
          'What a system outside the portal answers about a promotion',
        type: 'object',
        additionalProperties: false,
        required: ['id', 'bindingDigest', 'status'],
        properties: {
          id: {
            description: 'Id of the request that it answers',
            type: 'string',
            minLength: 1,
            maxLength: 40,
          },
          bindingDigest: {
            description:
              'Digest of the facts that it was asked about, as the request had it',
            type: 'string',
            pattern: '^[0-9a-f]{64}$',
          },
          status: { type: 'string', enum: ['approved', 'refused', 'pending'] },
          link: {
            description: 'Page of the ticket, https',
            type: 'string',
            pattern: '^https://',
            maxLength: 2000,
          },
          reference: {
            description: 'How the system names the ticket',
            type: 'string',
            minLength: 1,
            maxLength: 200,
          },
          answeredBy: {
            description: "Who answered, in the system's words",
            type: 'string',
            minLength: 1,
            maxLength: 200,
          },
          decidedAt: { type: 'string', format: 'date-time' },
          comment: { type: 'string', minLength: 1, maxLength: 1000 },
        },
      },
      ApprovalRuleStatus: {
        description: 'Approvals that a group still owes',
        type: 'object',
        required: ['group', 'needed', 'have', 'by'],
        properties: {
          group: { type: 'string' },
          needed: { type: 'integer' },
          have: { type: 'integer' },
          by: { type: 'array', items: { type: 'string' } },
        },
      },
      Gate: {
        description: 'All checks and approvals between a version and a stage',
        type: 'object',
        required: ['stage', 'verdict', 'checks', 'approvals'],
        properties: {
          stage: { type: 'string' },
          verdict: { $ref: '#/components/schemas/GateVerdict' },
          checks: {
            type: 'array',
            items: { $ref: '#/components/schemas/Check' },
          },
          approvals: {
            type: 'array',
            items: { $ref: '#/components/schemas/ApprovalRuleStatus' },
          },
          policyNumber: { type: 'integer' },
          evaluatedAt: {
            description:
              'When it was evaluated; absent where that was for this answer',
            type: 'string',
            format: 'date-time',
          },
          atSequence: {
            description:
              'Number of the last numbered event of the audit log that the stored evaluation rests on; absent while none has a number',
            type: 'integer',
          },
        },
      },
      GateList: {
        description: 'The gates of a version',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Gate' },
          },
        },
      },
      ComparisonRow: {
        description: 'One thing compared between two versions',
        type: 'object',
        required: ['key', 'label', 'status', 'verdict'],
        properties: {
          key: { type: 'string' },
          label: { type: 'string' },
          status: {
            type: 'string',
            enum: ['same', 'changed', 'added', 'missing', 'incomparable'],
          },
          verdict: {
            type: 'string',
            enum: ['better', 'worse', 'same', 'unknown', 'not-applicable'],
          },
          base: { type: 'string' },
          target: { type: 'string' },
          delta: { type: 'number' },
          relativeDelta: { type: 'number' },
          interval: {
            type: 'array',
            description: 'Confidence interval of the difference',
            items: { type: 'number' },
            minItems: 2,
            maxItems: 2,
          },
          intervalUnknown: {
            type: 'string',
            description:
              'Why no interval is known of two scores that were compared',
            enum: [
              'no-sample-scores',
              'scores-incomplete',
              'not-their-mean',
              'other-samples',
              'too-few-samples',
              'slice',
            ],
          },
          changes: {
            type: 'array',
            description:
              'What keeps two scores from being compared; only with status incomparable',
            items: { $ref: '#/components/schemas/MeasurementChange' },
          },
          due: {
            type: 'boolean',
            description:
              'Only with a missing score: false when its suite has not run for the target, so that nothing is missing yet',
          },
          direction: { $ref: '#/components/schemas/Direction' },
          unit: { type: 'string' },
          suite: { type: 'string' },
          slice: { type: 'string' },
          baseEvaluation: {
            type: 'string',
            description: 'Id of the evaluation that base is from',
          },
          targetEvaluation: {
            type: 'string',
            description: 'Id of the evaluation that target is from',
          },
          note: { type: 'string' },
        },
      },
      PromptComparison: {
        description: 'One prompt compared between two versions',
        type: 'object',
        required: ['name', 'status'],
        properties: {
          name: { type: 'string' },
          status: {
            type: 'string',
            enum: ['same', 'changed', 'added', 'missing'],
          },
          base: { type: 'string' },
          target: { type: 'string' },
          linesAdded: { type: 'integer' },
          linesRemoved: { type: 'integer' },
          onlyLineEnds: {
            type: 'boolean',
            description:
              'Set when both texts have the same lines: their ends, a byte order mark or the end of the last line differ',
          },
        },
      },
      Comparison: {
        description: 'Two versions side by side',
        type: 'object',
        required: [
          'chatbot',
          'target',
          'model',
          'prompts',
          'parameters',
          'datasets',
          'artifacts',
          'scores',
          'commits',
          'summary',
        ],
        properties: {
          chatbot: { type: 'string' },
          base: {
            type: 'string',
            description: 'Absent when nothing is replaced',
          },
          target: { type: 'string' },
          model: {
            type: 'array',
            items: { $ref: '#/components/schemas/ComparisonRow' },
          },
          prompts: {
            type: 'array',
            items: { $ref: '#/components/schemas/PromptComparison' },
          },
          parameters: {
            type: 'array',
            items: { $ref: '#/components/schemas/ComparisonRow' },
          },
          datasets: {
            type: 'array',
            items: { $ref: '#/components/schemas/ComparisonRow' },
          },
          artifacts: {
            type: 'array',
            items: { $ref: '#/components/schemas/ComparisonRow' },
          },
          scores: {
            type: 'array',
            items: { $ref: '#/components/schemas/ComparisonRow' },
          },
          commits: {
            type: 'array',
            items: { $ref: '#/components/schemas/Commit' },
          },
          commitsTruncated: { type: 'boolean' },
          compareUrl: { type: 'string' },
          summary: {
            type: 'array',
            description: 'Facts for the summary sentence, most important first',
            items: { type: 'string' },
          },
        },
      },
      PromotionRequest: {
        description: 'Which version shall come to which stage',
        type: 'object',
        additionalProperties: false,
        required: ['version', 'stage'],
        properties: {
          version: { $ref: '#/components/schemas/VersionName' },
          stage: { $ref: '#/components/schemas/StageName' },
          strategy: {
            description:
              'canary when left out and a version runs in the stage, otherwise all-at-once',
            allOf: [{ $ref: '#/components/schemas/Strategy' }],
          },
          comment: { type: 'string', maxLength: 2000 },
        },
      },
      DecisionRequest: {
        description: 'What a reviewer decides, bound to what they saw',
        type: 'object',
        additionalProperties: false,
        required: ['decision', 'bindingDigest'],
        properties: {
          decision: { type: 'string', enum: ['approve', 'reject'] },
          comment: { type: 'string', maxLength: 4000 },
          bindingDigest: { $ref: '#/components/schemas/Sha256Digest' },
        },
      },
      AbandonmentRequest: {
        description:
          'Why nobody waits for the outcome of a deployment any more',
        type: 'object',
        additionalProperties: false,
        required: ['comment'],
        properties: {
          comment: { type: 'string', minLength: 1, maxLength: 4000 },
        },
      },
      Decision: {
        description: 'What a reviewer decided',
        type: 'object',
        required: ['id', 'decision', 'by', 'at'],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          decision: { type: 'string', enum: ['approve', 'reject'] },
          by: { type: 'string' },
          comment: { type: 'string' },
          at: { type: 'string', format: 'date-time' },
          withdrawnAt: { type: 'string', format: 'date-time' },
        },
      },
      Promotion: {
        description: 'A promotion',
        type: 'object',
        required: [
          'id',
          'chatbot',
          'version',
          'digest',
          'stage',
          'strategy',
          'state',
          'bindingDigest',
          'requestedAt',
          'expiresAt',
          'requestedBy',
          'decisions',
          'approvals',
          'needs',
          'stuck',
        ],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          chatbot: { $ref: '#/components/schemas/ChatbotName' },
          version: { $ref: '#/components/schemas/VersionName' },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          stage: { $ref: '#/components/schemas/StageName' },
          strategy: { $ref: '#/components/schemas/Strategy' },
          state: { $ref: '#/components/schemas/PromotionState' },
          stateReason: {
            type: 'string',
            description: 'Reason code of void, rejected, failed and the like',
          },
          bindingDigest: { $ref: '#/components/schemas/Sha256Digest' },
          replaces: { $ref: '#/components/schemas/VersionName' },
          requestedBy: {
            type: 'array',
            description: 'People the request counts as made by',
            items: { type: 'string' },
          },
          requestedVia: { type: 'string', enum: ['person', 'pipeline'] },
          comment: { type: 'string' },
          requestedAt: { type: 'string', format: 'date-time' },
          expiresAt: { type: 'string', format: 'date-time' },
          updatedAt: { type: 'string', format: 'date-time' },
          decisions: {
            type: 'array',
            items: { $ref: '#/components/schemas/Decision' },
          },
          approvals: {
            type: 'array',
            items: { $ref: '#/components/schemas/ApprovalRuleStatus' },
          },
          summary: {
            type: 'string',
            description:
              'One line: what changes, as of now while it is requested, and as of the request afterwards',
          },
          missing: {
            type: 'array',
            description: 'What is still needed, in words',
            items: { type: 'string' },
          },
          needs: {
            type: 'array',
            description: 'What is still needed; empty once it has ended',
            items: { $ref: '#/components/schemas/PromotionNeed' },
          },
          waitingSince: {
            type: 'string',
            format: 'date-time',
            description: 'Since when it waits for that',
          },
          stuck: {
            type: 'boolean',
            description: 'A rollout that has reported nothing for too long',
          },
          deploymentId: { $ref: '#/components/schemas/Id' },
          mayDecide: { type: 'boolean' },
        },
      },
      PromotionList: {
        description: 'A page of promotions',
        type: 'object',
        required: ['items', 'stuck'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Promotion' },
          },
          nextCursor: { type: 'string' },
          total: {
            type: 'integer',
            description:
              'Promotions of this view, on whatever page; only where open ones are asked for',
          },
          waitingLongest: {
            allOf: [{ $ref: '#/components/schemas/LongestWait' }],
            description:
              'The promotion of this view that has waited longest, on whatever page; only where open ones are asked for',
          },
          stuck: {
            type: 'integer',
            description:
              'Rollouts of this view, on whatever page, that have reported nothing for too long',
          },
        },
      },
      MayDecide: {
        description: 'Whether the person who asks may decide, and why not',
        type: 'object',
        required: ['allowed', 'reason'],
        properties: {
          allowed: { type: 'boolean' },
          reasonCode: { type: 'string' },
          reason: { type: 'string' },
          groups: {
            type: 'array',
            description:
              'Entity refs of the groups that the reason names, in its order',
            items: { type: 'string' },
          },
        },
      },
      PromotionWorkflow: {
        description:
          'The last request to start the deploy workflow of a promotion',
        type: 'object',
        required: ['state', 'attempt', 'requestedAt'],
        properties: {
          state: {
            type: 'string',
            description:
              'started once the git host has a run of it; how the run goes, its page tells',
            enum: ['requested', 'started', 'failed'],
          },
          attempt: { type: 'integer', minimum: 1 },
          requestedAt: { type: 'string', format: 'date-time' },
          endedAt: { type: 'string', format: 'date-time' },
          url: { type: 'string', description: 'Page of the run' },
          reasonCode: { type: 'string', description: 'Why it was not started' },
          reason: { type: 'string', description: 'The same for people' },
        },
      },
      EvidenceSource: {
        description: 'An evaluation that figures are from',
        type: 'object',
        required: [
          'id',
          'version',
          'suite',
          'dataset',
          'judge',
          'reportedAt',
          'bound',
        ],
        properties: {
          id: { $ref: '#/components/schemas/Id' },
          version: { type: 'string' },
          suite: { type: 'string' },
          dataset: { $ref: '#/components/schemas/DatasetRef' },
          judge: { type: 'string' },
          stage: {
            type: 'string',
            description: 'Set when a running deployment was measured',
          },
          reportedAt: { type: 'string', format: 'date-time' },
          bound: {
            type: 'boolean',
            description:
              'Whether decisions are bound to it; others are shown as of the decision',
          },
        },
      },
      PromotionDetail: {
        description: 'A promotion as its reviewers see it',
        type: 'object',
        required: [
          'promotion',
          'chatbot',
          'comparison',
          'gate',
          'contributors',
          'mayDecide',
          'mayWithdraw',
          'mayStartWorkflow',
          'history',
        ],
        properties: {
          promotion: { $ref: '#/components/schemas/Promotion' },
          chatbot: { $ref: '#/components/schemas/Chatbot' },
          comparison: {
            description:
              'What it would change, by the evaluations that it is bound to; once decided it stays what it was',
            allOf: [{ $ref: '#/components/schemas/Comparison' }],
          },
          evidence: {
            type: 'array',
            description: 'Evaluations that the scores are from, newest first',
            items: { $ref: '#/components/schemas/EvidenceSource' },
          },
          later: {
            type: 'object',
            description:
              'What was measured of its version after nothing could be decided any more. Nobody decided on it; absent when there is nothing',
            required: ['since', 'evidence', 'scores'],
            properties: {
              since: {
                type: 'string',
                format: 'date-time',
                description: 'When it was approved, or ended without',
              },
              evidence: {
                type: 'array',
                description: 'Newest first',
                items: { $ref: '#/components/schemas/EvidenceSource' },
              },
              scores: {
                type: 'array',
                description:
                  'From what was decided on to what was measured later',
                items: { $ref: '#/components/schemas/ComparisonRow' },
              },
            },
          },
          gate: { $ref: '#/components/schemas/Gate' },
          contributors: {
            type: 'array',
            description:
              'Who had a hand in it. A person may be known by an address and by a login',
            items: {
              type: 'object',
              required: ['identity'],
              properties: {
                identity: {
                  type: 'string',
                  description:
                    'E-mail address of a commit, or SCM login of who started a run',
                },
                userRef: { type: 'string' },
              },
            },
          },
          mayDecide: { $ref: '#/components/schemas/MayDecide' },
          mayWithdraw: { $ref: '#/components/schemas/MayDecide' },
          mayWithdrawDecision: { type: 'boolean' },
          workflow: { $ref: '#/components/schemas/PromotionWorkflow' },
          mayStartWorkflow: {
            description:
              'Whether the viewer may have the deploy workflow started; the reason code says what the git host lacks',
            allOf: [{ $ref: '#/components/schemas/MayDecide' }],
          },
          mayAbandon: {
            type: 'boolean',
            description: 'Whether the viewer may close the open deployment',
          },
          deployment: { $ref: '#/components/schemas/Deployment' },
          permit: {
            type: 'object',
            required: ['permitId', 'issuedAt', 'expiresAt'],
            properties: {
              permitId: { type: 'string' },
              issuedAt: { type: 'string', format: 'date-time' },
              expiresAt: { type: 'string', format: 'date-time' },
              consumedAt: { type: 'string', format: 'date-time' },
            },
          },
          history: {
            type: 'array',
            items: {
              type: 'object',
              required: ['at', 'type', 'text'],
              properties: {
                at: { type: 'string', format: 'date-time' },
                type: { $ref: '#/components/schemas/HistoryEntryType' },
                by: { type: 'string' },
                text: { type: 'string' },
                link: {
                  description: 'Page outside the portal that says more',
                  type: 'object',
                  required: ['title', 'url'],
                  properties: {
                    title: { type: 'string' },
                    url: { type: 'string' },
                  },
                },
              },
            },
          },
        },
      },
      PolicyProposal: {
        description: 'A policy to come into force',
        type: 'object',
        additionalProperties: false,
        required: ['text'],
        properties: {
          text: { type: 'string', minLength: 1, maxLength: 200000 },
        },
      },
      Policy: {
        description: 'A numbered policy',
        type: 'object',
        required: ['number', 'state', 'digest', 'text', 'proposedAt'],
        properties: {
          number: { type: 'integer' },
          state: { type: 'string', enum: ['proposed', 'active', 'retired'] },
          digest: { $ref: '#/components/schemas/Sha256Digest' },
          text: { type: 'string' },
          proposedAt: { type: 'string', format: 'date-time' },
          proposedBy: { type: 'string' },
          activatedAt: { type: 'string', format: 'date-time' },
          approvals: { type: 'array', items: { type: 'string' } },
          missing: { type: 'array', items: { type: 'string' } },
        },
      },
      PolicyList: {
        description: 'Policies, newest first',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Policy' },
          },
          nextCursor: { type: 'string' },
        },
      },
      LogCheckpoint: {
        description: 'The signed root of the audit log at a size',
        type: 'object',
        required: ['size', 'rootHash', 'note', 'signedAt'],
        properties: {
          size: { type: 'integer' },
          rootHash: { type: 'string' },
          note: { type: 'string', description: 'C2SP signed checkpoint' },
          signedAt: { type: 'string', format: 'date-time' },
          anchors: {
            description:
              'Anchors that hold it or a later one, as they were read back',
            type: 'array',
            items: { type: 'string' },
          },
        },
      },
      AnchorStatus: {
        description:
          'What an anchor holds of the log, as the portal read it back last',
        type: 'object',
        required: ['id', 'state'],
        properties: {
          id: { type: 'string' },
          state: {
            description:
              'verified: of this log. empty: nothing yet. not-verified: it could not be read. contradicts: not of this log, or emptied',
            type: 'string',
            enum: ['verified', 'empty', 'not-verified', 'contradicts'],
          },
          size: {
            description: 'Events that the checkpoint it holds covers',
            type: 'integer',
          },
          problem: {
            description:
              'anchor-not-read, anchor-unreadable, anchor-unsigned, anchor-of-another-log, anchor-ahead, anchor-differs or anchor-emptied',
            type: 'string',
          },
          readAt: { type: 'string', format: 'date-time' },
          note: {
            description:
              'The C2SP signed checkpoint that it holds, exactly as it gave it back',
            type: 'string',
          },
          newestEventAt: {
            description:
              'When the newest event was recorded that the checkpoint covers; proven by its root, and absent where that event is gone',
            type: 'string',
            format: 'date-time',
          },
        },
      },
      AuditStatus: {
        description: 'How the audit log is doing',
        type: 'object',
        required: [
          'events',
          'unsequenced',
          'gaps',
          'setAside',
          'unproven',
          'origin',
          'uncheckpointed',
          'anchors',
          'verifierKey',
          'fingerprint',
        ],
        properties: {
          events: { type: 'integer' },
          unsequenced: { type: 'integer' },
          gaps: { type: 'array', items: { type: 'integer' } },
          setAside: {
            description:
              'Events that the portal did not write and never numbers',
            type: 'object',
            required: ['count', 'latest'],
            properties: {
              count: { type: 'integer' },
              latest: {
                type: 'array',
                items: { $ref: '#/components/schemas/SetAsideEvent' },
              },
            },
          },
          unproven: {
            description: 'Rows that would count and that no event tells of',
            type: 'object',
            required: ['count', 'latest'],
            properties: {
              count: { type: 'integer' },
              latest: {
                type: 'array',
                items: { $ref: '#/components/schemas/UnprovenRow' },
              },
            },
          },
          origin: { type: 'string' },
          checkpoint: { $ref: '#/components/schemas/LogCheckpoint' },
          uncheckpointed: {
            description: 'Numbered events that no checkpoint covers yet',
            type: 'integer',
          },
          signingFailingSince: {
            description:
              'Since when the signer of checkpoints fails; absent while it does not',
            type: 'string',
            format: 'date-time',
          },
          anchors: {
            type: 'array',
            items: { $ref: '#/components/schemas/AnchorStatus' },
          },
          behind: { $ref: '#/components/schemas/LogBehindAnchor' },
          continuations: {
            description: 'Logs that this one continues, oldest first',
            type: 'array',
            items: { $ref: '#/components/schemas/LogContinuation' },
          },
          verifierKey: { type: 'string' },
          fingerprint: { type: 'string' },
          types: { type: 'array', items: { type: 'string' } },
        },
      },
      LogBehindAnchor: {
        description:
          'Why nothing is written: the log is not what an anchor holds',
        type: 'object',
        required: ['anchor', 'problem', 'anchoredSize', 'size', 'since'],
        properties: {
          anchor: { type: 'string', description: 'Id of the anchor' },
          problem: {
            description:
              'anchor-ahead: the log is shorter. anchor-differs: it is of other events',
            type: 'string',
            enum: ['anchor-ahead', 'anchor-differs'],
          },
          anchoredSize: {
            description: 'Events that the anchor holds',
            type: 'integer',
          },
          size: { description: 'Events that the log has', type: 'integer' },
          since: {
            description: 'When this process found it out',
            type: 'string',
            format: 'date-time',
          },
        },
      },
      LogContinuation: {
        description:
          'That the log was continued under another name after its database was restored',
        type: 'object',
        required: [
          'sequence',
          'at',
          'origin',
          'previous',
          'size',
          'commonSize',
          'anchoredOrigin',
          'anchoredSize',
        ],
        properties: {
          sequence: {
            description: 'Number of the event that says so',
            type: 'integer',
          },
          at: { type: 'string', format: 'date-time' },
          origin: {
            description: 'The name of the log from then on',
            type: 'string',
          },
          previous: {
            description: 'The name of the log before',
            type: 'string',
          },
          size: {
            description: 'Events that the restored log had',
            type: 'integer',
          },
          commonSize: {
            description: 'Events up to which it is known to be the log before',
            type: 'integer',
          },
          anchoredOrigin: { type: 'string' },
          anchoredSize: {
            description:
              'Events of the log before that were held outside its database',
            type: 'integer',
          },
        },
      },
      SetAsideEvent: {
        description: 'An event that the portal did not write, as its row says',
        type: 'object',
        required: ['id', 'type', 'reason', 'recordedAt', 'setAsideAt'],
        properties: {
          id: { type: 'string' },
          type: { type: 'string' },
          reason: {
            type: 'string',
            description:
              'For example mac-missing, mac-invalid or columns-differ',
          },
          recordedAt: { type: 'string' },
          setAsideAt: { type: 'string' },
        },
      },
      UnprovenRow: {
        description: 'A row that no event tells of, as it says',
        type: 'object',
        required: ['kind', 'id', 'subject', 'at'],
        properties: {
          kind: {
            type: 'string',
            enum: [
              'promotion',
              'decision',
              'answer',
              'permit',
              'permit-use',
              'workflow',
              'deployment',
              'evaluation',
              'policy',
              'policy-activation',
              'policy-approval',
              'facts-proposal',
              'facts-acceptance',
            ],
          },
          id: { type: 'string', description: 'Of a policy its number' },
          subject: {
            description: 'What it belongs to, and its event would be about',
            type: 'object',
            required: ['kind', 'id'],
            properties: {
              kind: { type: 'string' },
              chatbot: { type: 'string' },
              id: { type: 'string' },
            },
          },
          at: { type: 'string', description: 'When it says that it was made' },
        },
      },
      AuditEvent: {
        description: 'A fact in the audit log, in readable form',
        type: 'object',
        required: [
          'sequence',
          'id',
          'type',
          'occurredAt',
          'recordedAt',
          'actor',
          'subject',
          'summary',
        ],
        properties: {
          sequence: { type: 'integer' },
          id: { type: 'string' },
          type: { type: 'string' },
          occurredAt: { type: 'string', format: 'date-time' },
          recordedAt: { type: 'string', format: 'date-time' },
          actor: {
            type: 'object',
            required: ['kind'],
            properties: {
              kind: { type: 'string', enum: ['user', 'pipeline', 'service'] },
              pseudonym: { type: 'string' },
              ref: { type: 'string', description: 'Absent once erased' },
            },
          },
          subject: {
            type: 'object',
            required: ['kind', 'id'],
            properties: {
              kind: { type: 'string' },
              chatbot: { type: 'string' },
              id: { type: 'string' },
            },
          },
          data: { type: 'object', additionalProperties: true },
          texts: { type: 'object', additionalProperties: { type: 'string' } },
          summary: { type: 'string' },
          demo: { type: 'boolean' },
        },
      },
      AuditEventList: {
        description: 'A page of audit events',
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/AuditEvent' },
          },
          nextCursor: { type: 'string' },
          total: { type: 'integer' },
        },
      },
      AuditEventDetail: {
        description:
          'An audit event with the exact text that was hashed and its proof',
        type: 'object',
        required: ['event', 'body', 'leafHash'],
        properties: {
          event: { $ref: '#/components/schemas/AuditEvent' },
          body: {
            type: 'string',
            description: 'The exact canonical text that is hashed',
          },
          leafHash: { type: 'string', description: 'Base64' },
          proof: {
            type: 'object',
            required: ['index', 'size', 'hashes', 'checkpoint'],
            properties: {
              index: { type: 'integer' },
              size: { type: 'integer' },
              hashes: { type: 'array', items: { type: 'string' } },
              checkpoint: { type: 'string' },
            },
          },
          previous: { type: 'integer' },
          next: { type: 'integer' },
        },
      },
      ConsistencyProof: {
        description:
          'The hashes that show one log to be the beginning of a later one',
        type: 'object',
        required: ['from', 'to', 'hashes'],
        properties: {
          from: { type: 'integer' },
          to: { type: 'integer' },
          hashes: { type: 'array', items: { type: 'string' } },
        },
      },
      AuditExportRequest: {
        description: 'The period to export',
        type: 'object',
        additionalProperties: false,
        properties: {
          from: { type: 'string', format: 'date-time' },
          to: { type: 'string', format: 'date-time' },
          reveal: {
            type: 'boolean',
            description: 'Include names and texts beside the hashed bytes',
          },
          requestId: {
            type: 'string',
            pattern: '^[A-Za-z0-9_-]{16,64}$',
            description:
              'Made by the caller: asked again with it within an hour, it is the same export with new links, recorded once',
          },
        },
      },
      AuditExport: {
        description: 'An export that is ready, with its one-time links',
        type: 'object',
        required: [
          'fromSequence',
          'toSequence',
          'count',
          'ndjson',
          'csv',
          'expiresAt',
        ],
        properties: {
          fromSequence: { type: 'integer' },
          toSequence: { type: 'integer', description: 'Exclusive' },
          count: { type: 'integer' },
          ndjson: { type: 'string', description: 'Path of the one-time link' },
          csv: { type: 'string' },
          expiresAt: { type: 'string', format: 'date-time' },
          checkpoint: { $ref: '#/components/schemas/LogCheckpoint' },
        },
      },
      Changes: {
        description: 'Chatbots that changed since the cursor',
        type: 'object',
        required: ['chatbots', 'cursor', 'revision', 'more'],
        properties: {
          chatbots: { type: 'array', items: { type: 'string' } },
          cursor: {
            type: 'integer',
            description: 'Audit sequence number to acknowledge',
          },
          revision: {
            type: 'integer',
            description:
              'Of the stored cursor; sent back with the acknowledgement',
          },
          more: { type: 'boolean' },
        },
      },
      ChangesCursor: {
        description: 'Up to where a consumer has taken the changes',
        type: 'object',
        additionalProperties: false,
        required: ['cursor', 'revision'],
        properties: {
          cursor: { type: 'integer', minimum: 0 },
          revision: {
            type: 'integer',
            minimum: 0,
            description:
              'As it was read. When another one acknowledged meanwhile, the answer is 409 conflicting-write',
          },
        },
      },
      Projection: {
        description: 'What the catalog shows of a chatbot',
        type: 'object',
        required: [
          'chatbot',
          'versions',
          'evaluations',
          'stages',
          'promotions',
          'retired',
        ],
        properties: {
          chatbot: { $ref: '#/components/schemas/Chatbot' },
          versions: {
            type: 'array',
            items: { $ref: '#/components/schemas/ModelVersion' },
          },
          evaluations: {
            type: 'array',
            items: { $ref: '#/components/schemas/Evaluation' },
          },
          stages: {
            type: 'array',
            items: { $ref: '#/components/schemas/StageStatus' },
          },
          promotions: {
            type: 'array',
            items: { $ref: '#/components/schemas/Promotion' },
          },
          retired: {
            type: 'object',
            description:
              'What left the window lately; removed from the catalog',
            required: ['versions', 'evaluations', 'promotions'],
            properties: {
              versions: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['version', 'digest'],
                  properties: {
                    version: { type: 'string' },
                    digest: { type: 'string' },
                  },
                },
              },
              evaluations: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['id', 'version', 'suite'],
                  properties: {
                    id: { type: 'string' },
                    version: { type: 'string' },
                    suite: { type: 'string' },
                  },
                },
              },
              promotions: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['id', 'stage'],
                  properties: {
                    id: { type: 'string' },
                    stage: { type: 'string' },
                  },
                },
              },
            },
          },
        },
      },
      ProjectionList: {
        description: 'A page of projections',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Projection' },
          },
          nextCursor: { type: 'string' },
        },
      },
      WebhookId: {
        description: 'Id of a webhook target in the configuration',
        type: 'string',
        maxLength: 40,
      },
      WebhookDeliveryState: {
        description:
          'Whether a delivery is under way, arrived, or was given up',
        type: 'string',
        enum: ['pending', 'delivered', 'failed'],
      },
      WebhookProblem: {
        description:
          'Why an attempt did not deliver: `address-refused` is a host name that resolves to an address that is not public,\n`connection-failed` no connection, `timeout` no answer in time, `redirect` an answer that leads elsewhere, `gone`\n410, `status` any other answer but success, `not-asked-for` an event that the target does not get by its\nconfiguration of now, and `event-not-authentic` an event that the portal did not write.\n',
        type: 'string',
        enum: [
          'address-refused',
          'connection-failed',
          'timeout',
          'redirect',
          'gone',
          'status',
          'not-asked-for',
          'event-not-authentic',
        ],
      },
      WebhookTarget: {
        description: 'A webhook target, and how delivery to it goes',
        type: 'object',
        required: ['id', 'url', 'state', 'outstanding', 'failed'],
        properties: {
          id: { $ref: '#/components/schemas/WebhookId' },
          url: { type: 'string', description: 'Without its query' },
          types: { type: 'array', items: { type: 'string' } },
          owners: { type: 'array', items: { type: 'string' } },
          state: {
            type: 'string',
            description:
              '`gone` once it answered 410: nothing is sent until somebody asks for a redelivery',
            enum: ['unused', 'healthy', 'failing', 'gone'],
          },
          lastDeliveredAt: { type: 'string', format: 'date-time' },
          failingSince: { type: 'string', format: 'date-time' },
          goneAt: { type: 'string', format: 'date-time' },
          outstanding: { type: 'integer', description: 'Deliveries under way' },
          failed: {
            type: 'integer',
            description: 'Deliveries that were given up',
          },
        },
      },
      WebhookTargetList: {
        description: 'The webhook targets of the configuration',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/WebhookTarget' },
          },
        },
      },
      WebhookDelivery: {
        description: 'What is sent to a target because of one event',
        type: 'object',
        required: [
          'id',
          'target',
          'eventId',
          'sequence',
          'type',
          'state',
          'createdAt',
          'attempts',
        ],
        properties: {
          id: { type: 'string', format: 'uuid' },
          target: { $ref: '#/components/schemas/WebhookId' },
          eventId: {
            type: 'string',
            format: 'uuid',
            description: 'The `webhook-id` of every request',
          },
          sequence: { type: 'integer', description: 'Number of the event' },
          type: { type: 'string' },
          chatbot: { type: 'string' },
          state: { $ref: '#/components/schemas/WebhookDeliveryState' },
          createdAt: { type: 'string', format: 'date-time' },
          attempts: { type: 'integer' },
          lastAttemptAt: { type: 'string', format: 'date-time' },
          nextAttemptAt: { type: 'string', format: 'date-time' },
          responseStatus: {
            type: 'integer',
            description: 'Of the last attempt',
          },
          problem: { $ref: '#/components/schemas/WebhookProblem' },
        },
      },
      WebhookDeliveryList: {
        description: 'A page of deliveries',
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/WebhookDelivery' },
          },
          nextCursor: { type: 'string' },
        },
      },
      WebhookAttempt: {
        description: 'One attempt to deliver',
        type: 'object',
        required: ['at', 'milliseconds'],
        properties: {
          at: { type: 'string', format: 'date-time' },
          milliseconds: { type: 'integer' },
          status: { type: 'integer', description: 'HTTP status of the answer' },
          problem: { $ref: '#/components/schemas/WebhookProblem' },
          detail: {
            type: 'string',
            description:
              'Code of the failed connection, for example ECONNREFUSED',
          },
        },
      },
      WebhookDeliveryDetail: {
        description: 'A delivery with what was sent and its last attempts',
        type: 'object',
        required: ['delivery', 'history'],
        properties: {
          delivery: { $ref: '#/components/schemas/WebhookDelivery' },
          body: {
            type: 'string',
            description: 'The exact text that was sent last',
          },
          history: {
            type: 'array',
            description: 'The last 20 attempts, oldest first',
            items: { $ref: '#/components/schemas/WebhookAttempt' },
          },
        },
      },
      WebhookRedeliveryRequest: {
        description: 'Which deliveries are sent again',
        type: 'object',
        additionalProperties: false,
        required: ['since'],
        properties: {
          since: {
            type: 'string',
            format: 'date-time',
            description: 'Failed deliveries that were made at or after it',
          },
        },
      },
      WebhookRedelivery: {
        description: 'What a request to redeliver did',
        type: 'object',
        required: ['deliveries'],
        properties: {
          deliveries: {
            type: 'integer',
            description: 'How many deliveries are sent again',
          },
        },
      },
    },
  },
  security: [{ backstage: [] }],
} as const;
