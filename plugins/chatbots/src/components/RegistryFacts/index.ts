export * from './FactsCard';
export * from './FactsInbox';
