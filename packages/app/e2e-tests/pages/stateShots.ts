import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { opensDialog, sees, Shot } from './Shot';
import {
  answerChanged,
  answerFailing,
  answerNever,
  answerNothing,
} from './standInAnswers';
import { Examples } from './Examples';

const tab = (name: string) => (examples: Examples) =>
  `/catalog/default/component/${examples('support').chatbot}/${name}`;
const version = (examples: Examples) =>
  `/chatbots/c/${examples('support').chatbot}/versions/${
    examples('support').versions[0]
  }`;
const promotion = (examples: Examples) =>
  `/chatbots/promotions/${examples('support').promotion('requested')}`;

/** Pages with nothing on them: each has to teach what will be there. */
const emptyShots: Shot[] = [
  {
    name: 'empty-versions',
    user: 'engineer',
    path: tab('versions'),
    before: answerNothing('/chatbots/*/versions?*'),
    ready: sees('No versions yet'),
  },
  {
    name: 'empty-evaluations',
    user: 'engineer',
    path: tab('evaluations'),
    before: answerNothing('/chatbots/*/trends?*', '/chatbots/*/evaluations?*'),
    ready: sees('No evaluations yet'),
  },
  {
    name: 'empty-stages',
    user: 'engineer',
    path: tab('stages'),
    before: answerNothing('/chatbots/*/deployments?*'),
    ready: sees('Nothing was deployed yet'),
  },
  {
    name: 'empty-approvals',
    user: 'engineer',
    path: tab('approvals'),
    before: answerNothing('/promotions?*'),
    ready: sees(/No .* yet|Nothing/),
  },
  {
    name: 'empty-inbox',
    user: 'lead',
    path: '/approvals',
    before: answerNothing('/promotions?*', '/facts-proposals?*'),
    ready: sees('Nothing waits for your decision'),
  },
  {
    name: 'empty-catalog-filtered',
    user: 'lead',
    path: '/chatbots?search=nothing-is-called-so',
    ready: sees('No chatbot matches these filters'),
  },
  {
    name: 'empty-audit',
    user: 'auditor',
    path: '/audit?from=2020-01-01&to=2020-01-02',
    ready: sees('No event matches'),
  },
  {
    name: 'empty-compare',
    user: 'engineer',
    path: examples => `/chatbots/c/${examples('support').chatbot}/compare`,
    ready: sees(/Pick|Choose/),
  },
];

/** The backend refuses or can't be reached: what happened, that nothing was lost, what to do next. */
const errorShots: Shot[] = [
  {
    name: 'error-catalog',
    user: 'lead',
    path: '/chatbots',
    before: answerFailing('/chatbots?*'),
    ready: sees('The catalog does not answer'),
  },
  {
    name: 'error-overview',
    user: 'engineer',
    path: examples => tab('')(examples),
    before: answerFailing('/chatbots/support-bot'),
    ready: sees('The catalog does not answer'),
  },
  {
    name: 'error-promotion',
    user: 'reviewer-two',
    path: promotion,
    before: answerFailing('/promotions/*'),
    ready: sees('The catalog does not answer'),
  },
  {
    name: 'error-version',
    user: 'engineer',
    path: version,
    before: answerFailing('/chatbots/*/versions/*'),
    ready: sees('The catalog does not answer'),
  },
  {
    name: 'error-decision',
    user: 'reviewer-two',
    path: promotion,
    before: answerFailing('/promotions/*/decisions'),
    ready: async page => {
      await page.getByRole('button', { name: 'Approve…' }).click();
      const dialog = page.getByRole('dialog');
      await dialog
        .getByRole('button', { name: 'Approve', exact: true })
        .click();
      await sees('The catalog does not answer')(page);
    },
  },
  {
    name: 'error-audit-refused',
    user: 'engineer',
    path: '/audit',
    ready: page => page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'error-no-such-promotion',
    user: 'lead',
    path: '/chatbots/promotions/00000000-0000-4000-8000-000000000000',
    ready: page => page.getByRole('alert').first().waitFor(),
  },
  {
    name: 'error-no-such-page',
    user: 'lead',
    path: '/chatbots/nowhere/at/all',
    ready: sees('There is no such page'),
  },
];

/** While the backend takes its time, the layout keeps its place. */
const loadingShots: Shot[] = [
  {
    name: 'loading-catalog',
    user: 'lead',
    path: '/chatbots',
    isLoading: true,
    before: answerNever('/chatbots?*'),
    ready: page =>
      page
        .getByRole('table')
        .or(page.locator('.bui-Skeleton'))
        .first()
        .waitFor(),
  },
  {
    name: 'loading-promotion',
    user: 'reviewer-two',
    path: promotion,
    isLoading: true,
    before: answerNever('/promotions/*'),
    ready: page => page.getByRole('status').first().waitFor(),
  },
  {
    name: 'loading-versions',
    user: 'engineer',
    path: tab('versions'),
    isLoading: true,
    before: answerNever('/chatbots/*/versions?*'),
    ready: page => page.getByRole('status').first().waitFor(),
  },
];

/** A gate that is evaluated anew: no verdict of before is shown. */
const pendingShots: Shot[] = [
  {
    name: 'pending-version',
    user: 'engineer',
    path: version,
    before: answerChanged<Api.ModelVersionDetail>(
      '/chatbots/*/versions/*',
      detail => ({
        ...detail,
        version: { ...detail.version, verdict: 'pending' },
        gates: detail.gates.map(({ stage }) => ({
          stage,
          verdict: 'pending',
          checks: [],
          approvals: [],
        })),
      }),
    ),
    ready: sees(/are being evaluated again/),
  },
  {
    name: 'pending-overview',
    user: 'engineer',
    path: tab(''),
    before: answerChanged<Api.ChatbotOverview>(
      '/chatbots/support-bot',
      ({ next, ...overview }) => ({
        ...overview,
        next: next && {
          ...next,
          openPromotionId: undefined,
          gate: { ...next.gate, verdict: 'pending', checks: [], approvals: [] },
        },
      }),
    ),
    ready: sees(/: being evaluated/),
  },
  {
    name: 'pending-request-dialog',
    user: 'engineer',
    path: version,
    before: answerNever('/chatbots/support-bot'),
    ready: async page => {
      await opensDialog(page, /^Request (staging|production)…/);
      await sees(/Without a choice: canary/)(page);
    },
  },
];

const AT = '2026-01-02T03:04:05.678Z';
/** How much of what somebody wrote to the database is found. */
export const TAMPERED = { setAside: 7, unproven: 2 };
const LONGEST = 'x'.repeat(100);

/** Somebody wrote to the database: the auditor sees what, and what to do. */
const tamperShots: Shot[] = [
  {
    name: 'tampered-audit',
    user: 'auditor',
    path: '/audit',
    before: answerChanged<Api.AuditStatus>('/audit/status', status => ({
      ...status,
      setAside: {
        count: TAMPERED.setAside,
        latest: [
          ['mac-missing', 'promotion.decided', AT],
          ['event-repeated', LONGEST, LONGEST],
        ].map(([reason, type, recordedAt]) => ({
          id: type === LONGEST ? LONGEST : 'forged',
          type,
          reason,
          recordedAt,
          setAsideAt: AT,
        })),
      },
      unproven: {
        count: TAMPERED.unproven,
        latest: [
          {
            kind: 'decision',
            id: 'forged',
            subject: { kind: 'promotion', id: '1', chatbot: 'support-bot' },
            at: AT,
          },
          {
            kind: 'evaluation',
            id: LONGEST,
            subject: { kind: 'evaluation', id: LONGEST, chatbot: LONGEST },
            at: LONGEST,
          },
        ],
      },
    })),
    ready: sees(/set aside/),
  },
];

/** Every page when it is empty, broken or not there yet. */
export const stateShots: Shot[] = [
  ...emptyShots,
  ...errorShots,
  ...loadingShots,
  ...pendingShots,
  ...tamperShots,
];
