import type { PageTruth } from './PageTruth';
import type { PortalDatabase, Row } from '../PortalDatabase';
import {
  factsOf,
  inWords,
  numberBefore,
  oneOf,
  Part,
  partsOf,
  personKey,
  STATE_WORDS,
} from './readPage';

/** The cockpit: what is asked, which bytes, what it replaces, who approved, and how far the rollout is. */
export function cockpit(id: string): PageTruth {
  return {
    name: `The promotion ${id}`,
    path: `/chatbots/promotions/${id}`,
    expected: async rows => {
      const [row] = await rows.all('select * from promotions where id = ?', id);
      const decisions = await decisionsOf(rows, id);
      const [deployment] = await rows.all(
        'select id, version, weight from deployments where promotion_id = ?',
        id,
      );
      const steps = await rows.all(
        'select name, weight, status from deployment_steps where deployment_id = ? order by sequence',
        deployment?.id ?? '',
      );
      return {
        title: `${row.version} → ${row.stage}`,
        state: inWords(row.state),
        digest: row.digest.slice(0, 12),
        requestedBy: JSON.parse(row.requested_by).map(personKey),
        requested: row.requested_at,
        replaces: row.replaces_version ?? undefined,
        approvals: approvalsOf(row, decisions).map(
          ({ have, needed }) => `${have} of ${needed}`,
        ),
        decisions: decisions
          .map(one =>
            [
              one.outcome === 'approve' ? 'Approved' : 'Rejected',
              personKey(one.user_ref),
              one.comment ?? 'No comment',
            ].join(' · '),
          )
          .sort(),
        rollout: deployment && {
          traffic: `${deployment.weight} % on ${deployment.version}`,
          steps: steps.map(
            ({ name, weight, status }) => `${name}: ${weight} % · ${status}`,
          ),
        },
      };
    },
    shown: async page => {
      const main = page.getByRole('main');
      const [title] = await partsOf(main.getByRole('heading', { level: 1 }));
      const head = main.locator('header').first();
      const [part] = await partsOf(head);
      const facts = await factsOf(head);
      const [replaces] = await partsOf(
        main.getByText('Replaces', { exact: true }).first().locator('..'),
      );
      const checks = await partsOf(
        main.getByRole('list', { name: 'Checks' }).getByRole('listitem'),
      );
      const decisions = main.getByRole('list', { name: 'Decisions' });
      const comments = await partsOf(decisions.getByRole('blockquote'));
      const steps = await partsOf(
        main
          .getByRole('list', { name: 'Steps', exact: true })
          .getByRole('listitem'),
      );
      const [traffic] = await partsOf(
        main.getByText(/% of traffic on/).first(),
      );
      return {
        title: /\S+ → \S+$/.exec(title?.text ?? '')?.[0],
        state: oneOf(part, STATE_WORDS),
        digest: facts.Digest?.lines[0],
        requestedBy: facts['Requested by']?.people,
        requested: facts.Requested?.instants[0],
        replaces: replaces?.versions[0]?.split(' · ').at(-1),
        approvals: checks.flatMap(
          ({ text }) => /\d+ of \d+(?= approvals from)/.exec(text)?.[0] ?? [],
        ),
        decisions: (await partsOf(decisions.getByRole('listitem')))
          .map(({ lines, people }, index) =>
            [lines[0], people[0], comments[index]?.text].join(' · '),
          )
          .sort(),
        rollout: traffic && {
          traffic: traffic.text.replace('of traffic ', ''),
          steps: steps.map(({ text }) => /[^\n]+: \d+ % · \w+/.exec(text)?.[0]),
        },
      };
    },
  };
}

/** The inbox of somebody who may decide, or all that is open: what is asked, where it stands, how many approvals are missing. */
export function inbox(reviewer?: string): PageTruth {
  return {
    name: reviewer ? `The inbox of ${reviewer}` : 'Everything that is open',
    path: `/approvals${reviewer ? '' : '?view=all'}`,
    expected: async rows => {
      const open = await rows.all(
        `select * from promotions where open_key is not null`,
      );
      const found = await Promise.all(
        open.map(async row => {
          const decisions = await decisionsOf(rows, row.id);
          return { row, decisions };
        }),
      );
      return found
        .filter(({ row, decisions }) =>
          reviewer ? mayDecide(row, decisions, reviewer) : true,
        )
        .map(({ row, decisions }) => {
          const missing = approvalsOf(row, decisions).reduce(
            (sum, { have, needed }) => sum + Math.max(0, needed - have),
            0,
          );
          return [
            `${row.version} → ${row.stage}`,
            inWords(row.state),
            row.requested_at,
            row.state === 'requested' && missing > 0 ? missing : 'no',
          ].join(' · ');
        })
        .sort();
    },
    shown: async page => {
      const list = page.getByRole('list', { name: 'Promotions', exact: true });
      return (await partsOf(list.getByRole('listitem'))).map(entry).sort();
    },
  };
}

function entry(part: Part): string {
  return [
    /\S+ → \S+$/.exec(part.links[0] ?? '')?.[0],
    oneOf(part, STATE_WORDS),
    part.instants[0],
    numberBefore(part, /(?:more )?approvals? from/) ?? 'no',
  ].join(' · ');
}

async function decisionsOf(rows: PortalDatabase, promotion: string) {
  return rows.all(
    'select * from decisions where promotion_id = ? order by decided_at',
    promotion,
  );
}

/** How far each rule is. The policy of the walk asks one group, in which everybody is who decides in it. */
function approvalsOf(promotion: Row, decisions: Row[]) {
  const given = decisions.filter(
    one =>
      one.outcome === 'approve' &&
      one.withdrawn_at === null &&
      one.binding_digest === promotion.binding_digest,
  );
  const { approvals } = JSON.parse(promotion.rules);
  return approvals.map(({ count }: { count: number }) => ({
    have: given.length,
    needed: count,
  })) as { have: number; needed: number }[];
}

/** By the policy of the walk: a reviewer who neither asked for it nor wrote it, and has not decided yet. */
function mayDecide(row: Row, decisions: Row[], reviewer: string): boolean {
  const involved: string[] = [
    ...JSON.parse(row.requested_by),
    ...JSON.parse(row.contributors).map(({ user }: { user?: string }) => user),
  ];
  return (
    row.state === 'requested' &&
    !involved.some(ref => ref && personKey(ref) === reviewer) &&
    !decisions.some(
      one => one.withdrawn_at === null && personKey(one.user_ref) === reviewer,
    )
  );
}
