import {
  DeploymentReader,
  GateService,
  PromotionReader,
  StageService,
} from '../governance';
import { FactsListener } from '../registry/FactsListener';

/** What the registry asks of governance: facts for its pages, and to be heard when a chatbot's facts change. */
export interface GovernanceViews {
  gates: GateService;
  stages: StageService;
  promotions: PromotionReader;
  deployments: DeploymentReader;
  facts: FactsListener;
}
