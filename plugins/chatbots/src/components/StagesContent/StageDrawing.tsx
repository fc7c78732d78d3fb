import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useId } from 'react';
import { useNow, useTexts } from '../../hooks';
import { exactTime } from '../../view';
import { StageBadge } from '../shared';
import { stageLanes, type StageBar } from './stageLanes';
import styles from './StagesContent.module.css';

/** A drawing of one deployment still has a width. */
const LEAST_MILLISECONDS = 60_000;
/** Its least width and its border, as in the styles. */
const LEAST_PIXELS = 5;

/** What was live in each stage when, drawn to scale; the list below says the same in words. @internal */
export function StageDrawing(props: {
  deployments: readonly Api.Deployment[];
}) {
  const t = useTexts();
  const id = useId();
  const { now } = useNow();
  const { deployments } = props;
  const from = Math.min(
    ...deployments.map(({ startedAt }) => Date.parse(startedAt)),
    now - LEAST_MILLISECONDS,
  );
  const share = (time: number) =>
    `${(100 * Math.min(1, Math.max(0, (time - from) / (now - from)))).toFixed(
      2,
    )}%`;
  const place = ({ from: start, to: end }: StageBar) => ({
    // However late it began, the least width of a bar lies within its lane.
    insetInlineStart: `min(${share(start)}, 100% - ${LEAST_PIXELS}px)`,
    insetInlineEnd: `calc(100% - ${share(end)})`,
  });
  return (
    <figure className={styles.drawing} aria-labelledby={id}>
      <figcaption id={id} className={styles.muted}>
        {t('entity.stages.drawing', {
          from: exactTime(new Date(from).toISOString()),
          to: exactTime(new Date(now).toISOString()),
        })}
      </figcaption>
      {stageLanes(deployments, now).map(({ stage, bars }) => (
        <div key={stage} className={styles.lane}>
          <StageBadge stage={stage} />
          <div className={styles.bars} aria-hidden>
            {bars.map(bar => (
              <span
                key={bar.deployment.id}
                className={styles.bar}
                data-kind={bar.kind}
                style={place(bar)}
                title={t(`entity.stages.bar.${bar.kind}`, {
                  version: bar.deployment.version,
                })}
              >
                {bar.kind === 'live' && bar.deployment.version}
              </span>
            ))}
          </div>
        </div>
      ))}
    </figure>
  );
}
