import { Button, Text } from '@backstage/ui';
import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { CSV_LIST_LIMITS } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import { useState } from 'react';
import { useChatbotsCommand, useTexts } from '../../hooks';
import { CommandNotice } from './CommandNotice';
import styles from './shared.module.css';
import { startDownload } from './startDownload';

const PATHS = {
  events: '/v1/audit/events.csv',
  chatbots: '/v1/chatbots.csv',
} as const;

/** Props of {@link ListDownload}. @internal */
export interface ListDownloadProps {
  list: keyof typeof PATHS;
  /** The filters of the list, as the API takes them. */
  query: object;
  /** How many match, as the page says. */
  total: number | undefined;
}

/**
 * Downloads what a list is filtered to as CSV, and says where the file has other
 * rows than the page counts.
 *
 * @internal
 */
export function ListDownload(props: ListDownloadProps) {
  const t = useTexts();
  const { list, query, total } = props;
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const limit = CSV_LIST_LIMITS[list];
  const [asked, setAsked] = useState(false);
  const command = useChatbotsCommand({
    send: (_api, path: string) =>
      startDownload({ discoveryApi, fetchApi }, path),
  });
  if (!total) {
    return null;
  }
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
  return (
    <div className={styles.stack}>
      <div className={styles.inline}>
        <Button
          size="small"
          variant="secondary"
          isPending={command.sending}
          onPress={() => {
            setAsked(true);
            command.send(`${PATHS[list]}?${search}`);
          }}
        >
          {t('shared.download.button')}
        </Button>
        <Text color="secondary" variant="body-small">
          {total > limit
            ? t(`shared.download.cut.${list}`, {
                limit: limit.toLocaleString('en'),
                total: total.toLocaleString('en'),
              })
            : t(`shared.download.all.${list}`, { count: total })}
        </Text>
      </div>
      {/* There before its words, and nowhere that nobody asked for anything. */}
      {asked && (
        <CommandNotice command={command} title={t('shared.download.failed')} />
      )}
    </div>
  );
}
