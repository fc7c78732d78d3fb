import { Api } from '@chatbot-portal/backstage-plugin-chatbots-common';

/** What happened to one version of an example chatbot. Days count back from now. */
export interface DemoVersion {
  version: string;
  /** Days ago that it was reported. */
  daysAgo: number;
  /** The system prompt of this version. */
  prompt: string;
  temperature: number;
  /** Revision of the golden dataset. */
  dataset: string;
  /** Values of the golden suite, by metric. */
  scores: Record<string, number>;
  /** Where it went, and how far it came. */
  staging?: 'deployed';
  production?:
    | 'deployed'
    | 'rolling-out'
    | 'rolled-back'
    | 'half-approved'
    | 'rejected';
}

/** An example chatbot with its history, oldest version first. */
export interface DemoChatbot {
  name: string;
  title: string;
  purpose: string;
  riskClass: Api.RiskClass;
  versions: DemoVersion[];
}
