import type { Value } from './expressions';
import type { Workflow } from './Workflow';

/** The inputs of a dispatch: typed for `inputs`, as texts for `github.event.inputs`. @internal */
export interface DispatchInputs {
  inputs: Record<string, string | boolean>;
  eventInputs: Record<string, string>;
}

/**
 * The inputs that a dispatch hands to a workflow, as Gitea's API does it: those that the workflow does not declare are
 * dropped, absent ones take their default, and `required` and `options` are not looked at. So a workflow has to check
 * what it gets.
 *
 * @internal
 */
export function dispatchInputs(
  workflow: Workflow,
  given: Readonly<Record<string, string>>,
): DispatchInputs {
  const declared = workflow.on.workflow_dispatch?.inputs ?? {};
  const inputs: DispatchInputs['inputs'] = {};
  for (const [name, input] of Object.entries(declared)) {
    const text = Object.hasOwn(given, name) ? given[name] : input.default;
    inputs[name] =
      input.type === 'boolean' ? /^(true|yes|on|y|1)$/i.test(text) : text;
  }
  return {
    inputs,
    eventInputs: Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [name, String(value)]),
    ),
  };
}

/** Facts of a run, as expressions see them. @internal */
export interface RunFacts {
  workflow: string;
  event: string;
  ref: string;
  commit: string;
  actor: string;
  repository: string;
  repositoryId: number;
  owner: string;
  serverUrl: string;
  runId?: number;
  runNumber?: number;
  attempt?: number;
  inputs?: DispatchInputs;
  pull?: { number: number; title: string; base: string; head: string };
  token?: string;
}

/** The contexts that an expression of a run may read. @internal */
export function runContexts(
  facts: RunFacts,
  variables: Record<string, string>,
  secrets: Record<string, string> = {},
): Record<string, Value> {
  const { pull } = facts;
  return {
    github: {
      actor: facts.actor,
      triggering_actor: facts.actor,
      event_name: facts.event,
      ref: facts.ref,
      ref_name: facts.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
      ref_type: facts.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
      base_ref: pull?.base ?? '',
      head_ref: pull?.head ?? '',
      repository: facts.repository,
      repository_id: String(facts.repositoryId),
      repository_owner: facts.owner,
      run_id: facts.runId ? String(facts.runId) : '',
      run_number: facts.runNumber ? String(facts.runNumber) : '',
      run_attempt: facts.attempt ? String(facts.attempt) : '',
      server_url: facts.serverUrl,
      api_url: `${facts.serverUrl}/api/v1`,
      sha: facts.commit,
      token: facts.token ?? '',
      workflow: facts.workflow,
      event: {
        ...(facts.inputs && { inputs: facts.inputs.eventInputs }),
        ...(pull && {
          number: pull.number,
          pull_request: { number: pull.number, title: pull.title },
        }),
      },
    },
    inputs: facts.inputs?.inputs ?? {},
    vars: variables,
    secrets,
  };
}
