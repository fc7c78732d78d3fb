import { Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiLoader2Line } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { useChatbotsQuery, useTexts } from '../../hooks';
import { VersionLabel } from '../shared';
import styles from './ChatbotOverviewCard.module.css';

/** How often a pipeline is looked at while it runs or the first version is waited for. */
const BUSY_MILLISECONDS = 5_000;
/** How often otherwise: the host tells nobody that a run began. */
const IDLE_MILLISECONDS = 30_000;

/** Props of {@link PipelineNow}. @internal */
export interface PipelineNowProps {
  chatbot: string;
  /** The newest version; absent before the pipeline reported one. */
  latestVersion: string | undefined;
}

/** Whether the pipeline runs now, with a link to the run, and word of the first version when it is there. @internal */
export function PipelineNow(props: PipelineNowProps) {
  const { chatbot, latestVersion } = props;
  const t = useTexts();
  const runs = useChatbotsQuery({
    key: ['runs', chatbot],
    load: (api, signal) => api.listHostRuns({ path: { chatbot } }, { signal }),
    pollMilliseconds: list =>
      latestVersion === undefined || list?.items.some(isUnderWay)
        ? BUSY_MILLISECONDS
        : IDLE_MILLISECONDS,
  });
  // Only who waited for the first version is told that it came.
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    if (latestVersion === undefined) {
      setWaited(true);
    }
  }, [latestVersion]);

  const underWay = runs.value?.items.filter(isUnderWay) ?? [];
  const isFirst = latestVersion === undefined;
  return (
    <div role="status" className={styles.pipeline}>
      {underWay.map(run => (
        <span key={run.id} className={styles.next}>
          <RiLoader2Line size={16} aria-hidden />
          <span>
            {t(`entity.overview.pipeline.${run.state}`, {
              workflow: run.workflow,
              title: run.title,
            })}
          </span>
          {run.url && (
            <Link href={run.url} target="_blank" rel="noopener noreferrer">
              {t('entity.overview.pipeline.open')}
            </Link>
          )}
        </span>
      ))}
      {isFirst && underWay.length > 0 && (
        <Text color="secondary">{t('entity.overview.pipeline.first')}</Text>
      )}
      {isFirst && underWay.length === 0 && runs.value && (
        <LastRun list={runs.value} />
      )}
      {waited && latestVersion !== undefined && (
        <span>
          {t('entity.overview.pipeline.arrived')}{' '}
          <VersionLabel chatbot={chatbot} version={latestVersion} short />
        </span>
      )}
    </div>
  );
}

/** Why there is no version although nothing runs. */
function LastRun(props: { list: Api.HostRunList }) {
  const t = useTexts();
  const { items, reason } = props.list;
  const [last] = items;
  if (reason) {
    return (
      <Text color="secondary">
        {t('entity.overview.pipeline.unknown', { reason })}
      </Text>
    );
  }
  if (!last || last.state !== 'failed') {
    return null;
  }
  return (
    <span className={styles.next}>
      <span>
        {t('entity.overview.pipeline.failed', { workflow: last.workflow })}
      </span>
      {last.url && (
        <Link href={last.url} target="_blank" rel="noopener noreferrer">
          {t('entity.overview.pipeline.open')}
        </Link>
      )}
    </span>
  );
}

function isUnderWay(
  run: Api.HostRun,
): run is Api.HostRun & { state: 'waiting' | 'running' } {
  const { state } = run;
  return state === 'waiting' || state === 'running';
}
