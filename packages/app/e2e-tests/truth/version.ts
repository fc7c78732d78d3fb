import { openIn, shownOpen } from './chatbot';
import type { PageTruth } from './PageTruth';
import { oneOf, OUTCOMES, outcomeWord, partsOf } from './readPage';

const STAGES = ['development', 'staging', 'production'];

/** The model card: which bytes it is, where it is live, what each gate says check by check, and what is open. */
export function versionPage(chatbot: string, version: string): PageTruth {
  return {
    name: `The page of ${chatbot} ${version}`,
    path: `/chatbots/c/${chatbot}/versions/${version}`,
    expected: async rows => {
      const [row] = await rows.all(
        `select id, digest, reported_at,
           (select max(ordinal) from model_versions where chatbot = v.chatbot) as last, ordinal
         from model_versions v where chatbot = ? and version = ?`,
        chatbot,
        version,
      );
      const isNewest = Number(row.ordinal) === Number(row.last);
      const live = await rows.all(
        'select stage from stages where version_id = ?',
        row.id,
      );
      const gates = await rows.all(
        'select stage, verdict, checks, policy_number from gate_evaluations where version_id = ?',
        row.id,
      );
      return {
        digest: row.digest,
        reported: row.reported_at,
        // Each reported version begins in the first stage, without a promotion.
        liveIn: STAGES.filter(
          (name, index) =>
            live.some(({ stage }) => stage === name) ||
            (index === 0 && isNewest),
        ),
        gates: Object.fromEntries(
          gates.map(({ stage, verdict, checks, policy_number }) => [
            stage,
            {
              verdict: outcomeWord(verdict),
              checks: JSON.parse(checks)
                .map((check: { outcome: string; title: string }) =>
                  [outcomeWord(check.outcome), check.title].join(' '),
                )
                .sort(),
              policy: Number(policy_number),
            },
          ]),
        ),
        open: await openIn(rows, 'version_id = ?', row.id),
      };
    },
    shown: async page => {
      // The page's own head, which is no banner: it stands in the main part.
      const head = page.getByRole('main').locator('header').first();
      const [part] = await partsOf(head);
      const [digest] = await head
        .locator('code')
        .evaluateAll(codes => codes.map(code => code.getAttribute('title')));
      return {
        digest,
        reported: part?.instants.at(-1),
        liveIn: STAGES.filter(stage => part?.lines.includes(stage)),
        gates: Object.fromEntries(
          (
            await Promise.all(
              STAGES.map(async stage => {
                const gate = page.getByRole('region', {
                  name: `To ${stage}`,
                  exact: true,
                });
                const [whole] = await partsOf(gate);
                const checks = await partsOf(gate.getByRole('listitem'));
                const titles = await partsOf(
                  gate.getByRole('listitem').getByRole('strong'),
                );
                return [
                  stage,
                  whole && {
                    verdict: oneOf(whole, OUTCOMES),
                    checks: checks
                      .map(({ lines }, at) => `${lines[0]} ${titles[at]?.text}`)
                      .filter(check => !check.endsWith('approvals from'))
                      .sort(),
                    policy: Number(/policy number (\d+)/.exec(whole.text)?.[1]),
                  },
                ] as const;
              }),
            )
          ).filter(([, gate]) => gate),
        ),
        open: await shownOpen(page),
      };
    },
  };
}
