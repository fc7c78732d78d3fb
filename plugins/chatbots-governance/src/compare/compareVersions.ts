import { ModelVersionBundle } from '../versions/modelVersionDigest';
import {
  ComparableVersion,
  CompareOptions,
  ComparisonRow,
  VersionComparison,
} from './Comparison';
import {
  compareArtifacts,
  compareDatasets,
  compareObjects,
  factRow,
} from './compareFacts';
import { comparePrompts } from './comparePrompts';
import { compareScores } from './compareScores';
import { summarise } from './summarise';

/**
 * Compares one or more versions with a base, each by itself.
 *
 * @param base - the version to compare with; undefined when nothing runs yet, then everything is added
 *
 * @public
 */
export function compareVersions(
  base: ComparableVersion | undefined,
  targets: readonly ComparableVersion[],
  options: CompareOptions = {},
): VersionComparison[] {
  return targets.map(target => {
    const [was, is] = [base?.bundle, target.bundle];
    const comparison = {
      ...(base && { base: base.version }),
      target: target.version,
      source: compareSource(was, is),
      model: compareModel(was, is),
      prompts: comparePrompts(base, target),
      parameters: [
        ...compareObjects('parameter', was?.parameters, is.parameters),
        ...compareObjects(
          'hyperparameter',
          was?.hyperparameters,
          is.hyperparameters,
        ),
      ],
      datasets: compareDatasets(was?.datasets, is.datasets),
      artifacts: compareArtifacts(was?.artifacts, is.artifacts),
      scores: compareScores(base, target, options),
    };
    return { ...comparison, summary: summarise(comparison) };
  });
}

/**
 * The kinds of difference between two bundles, for a row of icons.
 *
 * @public
 */
export type BundleChange = 'code' | 'model' | 'prompt' | 'parameters' | 'data';

/**
 * What differs between two bundles. Against nothing, everything that the target has is a difference.
 *
 * @public
 */
export function changedParts(
  base: ModelVersionBundle | undefined,
  target: ModelVersionBundle,
): BundleChange[] {
  const [comparison] = compareVersions(
    base && { version: '', bundle: base, evaluations: [] },
    [{ version: '', bundle: target, evaluations: [] }],
  );
  const differs = (rows: readonly { status: string }[]) =>
    rows.some(({ status }) => status !== 'same');
  const parts: [BundleChange, boolean][] = [
    ['code', differs(comparison.source)],
    ['model', differs(comparison.model)],
    ['prompt', differs(comparison.prompts)],
    ['parameters', differs(comparison.parameters)],
    ['data', differs(comparison.datasets)],
  ];
  return parts.filter(([, changed]) => changed).map(([part]) => part);
}

function compareSource(
  was: ModelVersionBundle | undefined,
  is: ModelVersionBundle,
): ComparisonRow[] {
  return [
    factRow(
      ['source', 'commit'],
      'commit',
      was?.source.commit,
      is.source.commit,
    ),
    factRow(
      ['source', 'repositoryId'],
      'repository',
      was?.source.repositoryId,
      is.source.repositoryId,
    ),
  ];
}

function compareModel(
  was: ModelVersionBundle | undefined,
  is: ModelVersionBundle,
): ComparisonRow[] {
  return (['provider', 'name', 'revision'] as const)
    .filter(
      part =>
        was?.baseModel[part] !== undefined || is.baseModel[part] !== undefined,
    )
    .map(part =>
      factRow(
        ['model', part],
        `model ${part}`,
        was?.baseModel[part],
        is.baseModel[part],
      ),
    );
}
