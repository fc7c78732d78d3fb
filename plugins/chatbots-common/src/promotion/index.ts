export * from './PromotionState';
export * from './PromotionTransition';
export * from './PromotionBinding';
export * from './Decision';
export * from './Contributor';
