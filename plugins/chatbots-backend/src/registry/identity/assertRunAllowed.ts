import { errorWithReason } from '@chatbot-portal/backstage-plugin-chatbots-common';
import { IssuerConfig } from './IssuerConfig';

/** A workflow file, and the ref that it is read from. */
export interface WorkflowFile {
  /** Within the run's repository; with the repository before it where that is another one. */
  path: string;
  ref?: string;
}

/** What decides whether a run may report. */
export interface RunFacts {
  /** Full name of its ref. */
  ref: string | undefined;
  /** What started it, as the host calls it. */
  event: string | undefined;
  /** Whether the host protects the ref; undefined where the host does not say. */
  isProtected: boolean | undefined;
  file: WorkflowFile | undefined;
}

/**
 * Holds a run to what config allows. A fact that config asks for and the token lacks is refused.
 *
 * @remarks
 * The event comes first: the ref of a run that a stranger can cause is that of the default branch, though what it checks out
 * may be the stranger's.
 */
export function assertRunAllowed(run: RunFacts, config: IssuerConfig): void {
  const { allowedEvents, allowedRefs, requireProtectedRef, workflows } = config;
  const { ref, event, isProtected, file } = run;
  if (allowedEvents && !allowedEvents.some(allowed => allowed === event)) {
    throw errorWithReason(
      'event-not-allowed',
      `Runs started by ${event ?? 'no known event'} may not report`,
      { hint: `Report from a run started by ${allowedEvents.join(' or ')}.` },
    );
  }
  if (allowedRefs && !matches(allowedRefs, ref)) {
    throw errorWithReason(
      'ref-not-allowed',
      `Runs of ${ref ?? 'no ref'} may not report`,
      { hint: `Run the pipeline from ${allowedRefs.join(' or ')}.` },
    );
  }
  if (requireProtectedRef && isProtected !== true) {
    throw errorWithReason(
      'ref-not-protected',
      `Its host does not say that ${ref ?? 'the ref'} is protected`,
    );
  }
  if (!workflows) {
    return;
  }
  if (!file || !workflows.includes(file.path)) {
    throw errorWithReason(
      'workflow-not-allowed',
      `The workflow file ${file?.path ?? 'that nobody names'} may not report`,
      { hint: `Report from ${workflows.join(' or ')}.` },
    );
  }
  if (allowedRefs && !matches(allowedRefs, file.ref)) {
    throw errorWithReason(
      'workflow-not-allowed',
      `The workflow file as it is on ${file.ref ?? 'no ref'} may not report`,
      {
        hint: `Run ${file.path} as it is on ${allowedRefs.join(' or ')}.`,
      },
    );
  }
}

function matches(
  patterns: readonly string[],
  ref: string | undefined,
): boolean {
  return patterns.some(pattern =>
    pattern.endsWith('*')
      ? ref?.startsWith(pattern.slice(0, -1))
      : ref === pattern,
  );
}
