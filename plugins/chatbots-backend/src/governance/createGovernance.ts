import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  CheckRun,
  permitKeyId,
  RegisteredChecks,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { PurposeKeys } from '../keys';
import {
  CatalogMembershipReader,
  CatalogUserMapper,
  readRegistryReviewers,
} from '../people';
import { PluginContext } from '../PluginContext';
import { abandonDeployment } from './deployments/abandonDeployment';
import { reportOutcome, reportStep } from './deployments/reportDeployment';
import { Evidence, EvidenceVerifier } from './evidence/EvidenceVerifier';
import { answerPromotion } from './external/answerPromotion';
import { createExternalAnswers } from './external/ExternalAnswers';
import { readExternalSystems } from './external/readExternalSystems';
import { FactsService } from './facts/FactsService';
import { DefaultGateService } from './gates/DefaultGateService';
import { GovernanceServices } from './GovernanceServices';
import { consumePermit } from './permits/consumePermit';
import { issuePermit } from './permits/issuePermit';
import { DefaultPolicyService } from './policies/DefaultPolicyService';
import { proposeFile, warnWithoutPolicy } from './policies/proposeFile';
import { PromotionService } from './promotions/PromotionService';
import { VersionComparer } from './promotions/requestPromotion';
import { refreshOpen } from './promotions/PromotionKeeper';
import { sweepPromotions } from './promotions/sweepPromotions';
import { WorkflowService } from './workflows/WorkflowService';

/** Builds governance and proposes the policy file that config names. */
export async function createGovernance(
  context: PluginContext,
  {
    comparer,
    evidence: verifier,
    checks,
    permitKeys,
  }: {
    comparer: VersionComparer;
    evidence: EvidenceVerifier;
    checks: RegisteredChecks;
    permitKeys: PurposeKeys;
  },
): Promise<GovernanceServices> {
  const { knex, unitOfWork, clock, config, logger, stages } = context;
  const run: CheckRun = { checks, onFailure: logOnce(logger) };
  const evidence: Evidence = {
    run,
    unproven: (db, claims) => verifier.unproven(db, claims),
    raise: unproven => verifier.raise(unproven),
  };
  const systems = readExternalSystems(config);
  const memberships = CatalogMembershipReader.create(context);
  const users = CatalogUserMapper.create(context);
  const gates = new DefaultGateService({ knex, clock, stages, run });
  const policies = new DefaultPolicyService({
    knex,
    unitOfWork,
    memberships,
    stages,
    evidence,
    systems: [...systems.keys()],
  });
  const reviewers = readRegistryReviewers(config);
  if (reviewers.length === 0) {
    logger.warn(
      'Config chatbots.governance.registryReviewers names no group: nobody can accept a risk class, and every new chatbot counts as the strictest',
    );
  }
  const policyFile = config.getOptionalString('chatbots.policy.file');
  if (policyFile) {
    await proposeFile(policyFile, { knex, logger, policies });
  } else {
    await warnWithoutPolicy(knex, logger);
  }
  const issuing = {
    knex,
    unitOfWork,
    memberships,
    clock,
    signer: permitKeys.signer,
    evidence,
    portal: config.getString('backend.baseUrl'),
  };
  return {
    publicKeys: permitKeys.publicKeys.map((key, index) => ({
      use: 'permit',
      keyId: permitKeyId(key.bytes, sha256),
      algorithm: 'Ed25519',
      publicKeyPem: key.pem,
      signs: index === 0,
    })),
    gates,
    policies,
    promotionService: new PromotionService({
      knex,
      unitOfWork,
      memberships,
      users,
      comparer,
      stages,
      evidence,
    }),
    permits: {
      issue: options => issuePermit(issuing, options),
      consume: options => consumePermit({ unitOfWork, evidence }, options),
    },
    deploymentService: {
      reportStep: (report, step) => reportStep(unitOfWork, report, step),
      reportOutcome: (report, outcome) =>
        reportOutcome({ unitOfWork, evidence }, report, outcome),
      abandon: options => abandonDeployment({ unitOfWork, evidence }, options),
    },
    systems,
    external: createExternalAnswers({
      systems,
      answer: options => answerPromotion({ unitOfWork, evidence }, options),
    }),
    workflows: new WorkflowService({
      knex,
      unitOfWork,
      memberships,
      hosts: context.scmHosts,
    }),
    facts: new FactsService({
      knex,
      unitOfWork,
      memberships,
      evidence,
      reviewers,
    }),
    evidence: {
      onEvidenceReported: (work, chatbot) =>
        refreshOpen(work, chatbot, evidence),
    },
    sweep: () =>
      sweepPromotions({ knex, unitOfWork, memberships, logger, evidence }),
  };
}

/** Logs the first failure of each type of check: a broken one fails at every gate. */
function logOnce(logger: LoggerService): CheckRun['onFailure'] {
  const told = new Set<string>();
  return (type, error) => {
    if (!told.has(type)) {
      told.add(type);
      logger.error(
        `The check '${type}' failed; rules of it are inconclusive until it is mended`,
        toError(error) as Error,
      );
    }
  };
}
