import { permitKeyId } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { sha256 } from '@chatbot-portal/transparency-log/node';
import { PurposeKeys } from '../keys';
import { CatalogMembershipReader, CatalogUserMapper } from '../people';
import { PluginContext } from '../PluginContext';
import { abandonDeployment } from './deployments/abandonDeployment';
import { reportOutcome, reportStep } from './deployments/reportDeployment';
import { EvidenceVerifier } from './evidence/EvidenceVerifier';
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

/** Builds governance and proposes the policy file that config names. */
export async function createGovernance(
  context: PluginContext,
  {
    comparer,
    evidence,
    permitKeys,
  }: {
    comparer: VersionComparer;
    evidence: EvidenceVerifier;
    permitKeys: PurposeKeys;
  },
): Promise<GovernanceServices> {
  const { knex, unitOfWork, clock, config, logger, stages } = context;
  const memberships = CatalogMembershipReader.create(context);
  const users = CatalogUserMapper.create(context);
  const gates = new DefaultGateService({ knex, clock, stages });
  const policies = new DefaultPolicyService({
    knex,
    unitOfWork,
    memberships,
    stages,
    evidence,
  });
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
    facts: {
      onFactsChanged: (work, { after }) =>
        refreshOpen(work, after.name, evidence),
      onEvidenceReported: (work, chatbot) =>
        refreshOpen(work, chatbot, evidence),
    },
    sweep: () =>
      sweepPromotions({ knex, unitOfWork, memberships, logger, evidence }),
  };
}
