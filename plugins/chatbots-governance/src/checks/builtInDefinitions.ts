import { CheckDefinition } from './CheckDefinition';
import { evidenceDefinition } from './evidenceCheck';
import { externalDefinition } from './externalCheck';
import { freshnessDefinition } from './freshnessCheck';
import { regressionDefinition } from './regressionCheck';
import { sliceDefinition } from './sliceCheck';
import { thresholdDefinition } from './thresholdCheck';
import { visibleTextDefinition } from './visibleTextCheck';

/** The checks that ship with the portal, in the order in which messages name them. @internal */
export const builtInDefinitions: readonly CheckDefinition[] = [
  thresholdDefinition,
  regressionDefinition,
  sliceDefinition,
  freshnessDefinition,
  evidenceDefinition,
  externalDefinition,
  visibleTextDefinition,
];
