import type { JsonObject } from '@backstage/types';
import {
  modelVersionDigest,
  type ModelVersionBundle,
} from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { parseArguments, usage } from './parseArguments';
import { PipelineClient } from './PipelineClient';
import { PipelineError } from './PipelineError';
import type { PipelineHost } from './PipelineHost';
import { isJsonObject, readJson } from './readJson';
import { runCommand, type Command } from './runCommand';
import { fieldOf } from './sendJson';

const commands: Record<string, Command> = {
  version: {
    usage: '<report.json>',
    summary:
      'Reports a model version; its digest is computed here and compared there.',
    async run(args, host) {
      const [file] = positional(args, 1);
      const report = await readJson(file, host);
      const digest = modelVersionDigest(bundleOf(report, file), host.sha256);
      const recorded = await PipelineClient.create({ host }).reportModelVersion(
        {
          ...report,
          digest,
        },
      );
      host.log(
        `reported version ${fieldOf(recorded, 'version')}, digest ${digest}`,
      );
      host.print(JSON.stringify(recorded));
    },
  },
  evaluation: {
    usage: '<report.json> …',
    summary: 'Reports evaluations, one for each file.',
    async run(args, host) {
      const files = parseArguments(args, []).positional;
      if (files.length === 0) {
        throw usage('No file is named');
      }
      const client = PipelineClient.create({ host });
      for (const file of files) {
        const recorded = await client.reportEvaluation(
          await readJson(file, host),
          { place: () => file },
        );
        host.log(`reported evaluation ${fieldOf(recorded, 'id')} from ${file}`);
        host.print(JSON.stringify(recorded));
      }
    },
  },
  promotion: {
    usage: '<version> <stage> [--strategy <strategy>]',
    summary: 'Requests a promotion.',
    async run(args, host) {
      const [version, stage] = positional(args, 2, ['strategy']);
      const { strategy } = parseArguments(args, ['strategy']).options;
      const promotion = await PipelineClient.create({ host }).requestPromotion({
        version,
        stage,
        ...(strategy ? { strategy } : {}),
      });
      host.log(
        `promotion ${fieldOf(promotion, 'id')} is ${fieldOf(
          promotion,
          'state',
        )}`,
      );
      host.print(JSON.stringify(promotion));
    },
  },
  deployment: {
    usage: '<deploymentId>',
    summary: 'Prints a deployment with the steps reported so far.',
    async run(args, host) {
      const [id] = positional(args, 1);
      const deployment = await PipelineClient.create({ host }).getDeployment(
        id,
      );
      host.print(JSON.stringify(deployment));
    },
  },
  step: {
    usage:
      '<deploymentId> --sequence <n> --name <name> --weight <percent> --status healthy|unhealthy [--message <text>]',
    summary: 'Reports one step of a deployment.',
    async run(args, host) {
      const known = ['sequence', 'name', 'weight', 'status', 'message'];
      const [id] = positional(args, 1, known);
      const { options } = parseArguments(args, known);
      const { name, status, message } = options;
      if (!name || !status) {
        throw usage('A step needs --name and --status');
      }
      await PipelineClient.create({ host }).reportStep(id, {
        sequence: integer(options.sequence, 'sequence'),
        name,
        weight: integer(options.weight, 'weight'),
        status,
        ...(message ? { message } : {}),
      });
      host.log(`reported step ${options.sequence}, ${name}: ${status}`);
    },
  },
  outcome: {
    usage: '<deploymentId> deployed|rolled-back|failed [--message <text>]',
    summary: 'Reports how a deployment ended.',
    async run(args, host) {
      const [id, outcome] = positional(args, 2, ['message']);
      const { message } = parseArguments(args, ['message']).options;
      await PipelineClient.create({ host }).reportOutcome(id, {
        outcome,
        ...(message ? { message } : {}),
      });
      host.log(`reported the outcome: ${outcome}`);
    },
  },
};

/**
 * `chatbot report`: tells the portal what the pipeline made, measured and deployed.
 *
 * @returns the exit code
 *
 * @public
 */
export function runReportCommand(
  args: readonly string[],
  host: PipelineHost,
): Promise<number> {
  return runCommand('chatbot report', commands, args, host);
}

function positional(
  args: readonly string[],
  count: number,
  options: readonly string[] = [],
): string[] {
  const { positional: found } = parseArguments(args, options);
  if (found.length !== count) {
    throw usage(`It takes ${count} argument(s), not ${found.length}`);
  }
  return found;
}

function integer(value: string | undefined, name: string): number {
  if (value === undefined || !/^\d{1,9}$/.test(value)) {
    throw usage(`The option --${name} is no whole number`);
  }
  return Number(value);
}

/** Its shape is checked where the digest is computed. */
function bundleOf(report: JsonObject, file: string): ModelVersionBundle {
  const { bundle } = report;
  if (!isBundle(bundle)) {
    throw PipelineError.create(`${file} has no bundle`);
  }
  return bundle;
}

function isBundle(value: unknown): value is ModelVersionBundle {
  return isJsonObject(value);
}
