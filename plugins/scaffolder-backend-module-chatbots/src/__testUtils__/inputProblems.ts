import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { Ajv } from 'ajv';

/** What an action's own schema says against an input; undefined when it says nothing. */
export function inputProblems(
  action: Pick<TemplateAction, 'schema'>,
  input: unknown,
): string | undefined {
  const ajv = new Ajv({ strict: true, allErrors: true });
  return ajv.validate(action.schema?.input ?? false, input)
    ? undefined
    : ajv.errorsText();
}
