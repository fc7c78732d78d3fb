export * from './RiskClass';
export * from './Stage';
export * from './Metric';
export * from './Evaluation';
export * from './Deployment';
export * from './CheckReasonCode';
export * from './CheckResult';
export * from './PromotionState';
