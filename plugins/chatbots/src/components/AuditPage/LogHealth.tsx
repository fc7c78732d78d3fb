import { Button, Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { RiCheckLine, RiErrorWarningLine } from '@remixicon/react';
import { useState, type ReactNode } from 'react';
import { useTexts, type ChatbotsQuery, type Texts } from '../../hooks';
import { auditMessages } from '../../translations/audit';
import { Age, CardBoundary, RelativeTime } from '../shared';
import layout from '../shared/layout.module.css';
import styles from './audit.module.css';

/** What the log says of itself: complete, signed, anchored, and with which key. @internal */
export function LogHealth(props: { query: ChatbotsQuery<Api.AuditStatus> }) {
  const t = useTexts();
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('audit.health.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <CardBoundary
          query={props.query}
          label={t('audit.health.loading')}
          lines={8}
        >
          {status => <Facts status={status} />}
        </CardBoundary>
      </CardBody>
    </Card>
  );
}

/** Whether the log is whole, in one line: where the page is narrow, the panel stands below the events. @internal */
export function LogHealthLine(props: { status: Api.AuditStatus }) {
  const t = useTexts();
  const { events, gaps, checkpoint } = props.status;
  const text = { events: events.toLocaleString('en'), gaps: gaps.join(', ') };
  return (
    <p className={styles.healthLine}>
      <Verdict good={gaps.length === 0}>
        <span>
          {gaps.length === 0
            ? t('audit.health.lineComplete', text)
            : t('audit.health.lineGaps', text)}
          {checkpoint && (
            <>
              {', '}
              {t('audit.health.lineCheckpoint')}{' '}
              <RelativeTime instant={checkpoint.signedAt} />
            </>
          )}
        </span>
      </Verdict>
    </p>
  );
}

function Facts(props: { status: Api.AuditStatus }) {
  const t = useTexts();
  const { status } = props;
  const { checkpoint } = status;
  return (
    <dl className={styles.facts}>
      <Fact name={t('audit.health.events')}>
        {status.events.toLocaleString('en')}
        {status.unsequenced > 0 && (
          <Text as="div" color="secondary">
            {t('audit.health.waiting', { number: String(status.unsequenced) })}
          </Text>
        )}
      </Fact>
      <Fact name={t('audit.health.gaps')}>
        <Verdict good={status.gaps.length === 0}>
          {status.gaps.length === 0
            ? t('audit.health.noGaps')
            : t('audit.health.gapsFound', { gaps: status.gaps.join(', ') })}
        </Verdict>
      </Fact>
      <Fact name={t('audit.health.checkpoint')}>
        {checkpoint ? (
          <>
            {t('audit.health.checkpointText', {
              size: checkpoint.size.toLocaleString('en'),
            })}
            {', '}
            <RelativeTime instant={checkpoint.signedAt} />
          </>
        ) : (
          t('audit.health.noCheckpoint')
        )}
        {status.uncheckpointed > 0 && (
          <Text as="div" color="secondary">
            {t('audit.health.uncheckpointed', {
              number: status.uncheckpointed.toLocaleString('en'),
            })}
          </Text>
        )}
        {status.signingFailingSince && (
          <div>
            <Verdict good={false}>
              {t('audit.health.signingFails')}{' '}
              <Age instant={status.signingFailingSince} />
            </Verdict>
          </div>
        )}
      </Fact>
      <Fact name={t('audit.health.anchor')}>
        {status.anchors.length === 0 ? (
          <Verdict good={false}>{t('audit.health.noAnchor')}</Verdict>
        ) : (
          status.anchors.map(anchor => (
            <Anchor key={anchor.id} anchor={anchor} events={status.events} />
          ))
        )}
      </Fact>
      <Fact name={t('audit.health.origin')}>
        {status.origin}
        {status.continuations?.map(one => (
          <Text as="div" color="secondary" key={one.sequence}>
            {t('audit.health.continues', {
              previous: one.previous,
              sequence: one.sequence.toLocaleString('en'),
              common: one.commonSize.toLocaleString('en'),
              anchored: one.anchoredSize.toLocaleString('en'),
            })}{' '}
            <RelativeTime instant={one.at} />
          </Text>
        ))}
      </Fact>
      <Fact name={t('audit.health.fingerprint')}>
        <code>{status.fingerprint}</code>
        <Text as="div" color="secondary" variant="body-small">
          {t('audit.health.keyWarning')}
        </Text>
      </Fact>
      <Fact name={t('audit.health.verifierKey')}>
        <code>{status.verifierKey}</code>
        <CopyButton text={status.verifierKey} />
      </Fact>
    </dl>
  );
}

const BAD_ANCHOR = {
  'not-verified': 'audit.health.anchorNotVerified',
  contradicts: 'audit.health.anchorContradicts',
  empty: 'audit.health.anchorEmpty',
} as const;

/** What is wrong with an anchor; what has no words stands for itself. */
function problemText(t: Texts, problem = ''): string {
  return isProblem(problem)
    ? t(`audit.health.anchorProblem.${problem}`)
    : problem;
}

function isProblem(
  problem: string,
): problem is keyof typeof auditMessages.health.anchorProblem {
  return Object.hasOwn(auditMessages.health.anchorProblem, problem);
}

/** What one anchor holds. Only of what was read back and verified it is said how old it is. */
function Anchor(props: { anchor: Api.AnchorStatus; events: number }) {
  const t = useTexts();
  const { id, state, size = 0, newestEventAt, problem } = props.anchor;
  const behind = props.events - size;
  if (state !== 'verified') {
    const text =
      problem === 'anchor-emptied'
        ? 'audit.health.anchorEmptied'
        : BAD_ANCHOR[state];
    return (
      <div>
        <Verdict good={false}>
          {t(text, { anchor: id, problem: problemText(t, problem) })}
        </Verdict>
      </div>
    );
  }
  return (
    <div>
      {t('audit.health.anchorText', {
        anchor: id,
        size: size.toLocaleString('en'),
      })}
      {newestEventAt && (
        <>
          {', '}
          {t('audit.health.anchorNewest')}{' '}
          <RelativeTime instant={newestEventAt} />
        </>
      )}
      {behind > 0 && (
        <Text as="div" color="secondary">
          {t('audit.health.anchorBehind', {
            number: behind.toLocaleString('en'),
          })}
        </Text>
      )}
    </div>
  );
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Verdict(props: { good: boolean; children: ReactNode }) {
  const Icon = props.good ? RiCheckLine : RiErrorWarningLine;
  return (
    <span className={props.good ? styles.good : styles.bad}>
      <Icon size={16} aria-hidden="true" />
      {props.children}
    </span>
  );
}

function CopyButton(props: { text: string }) {
  const t = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.text);
      setOutcome('copied');
    } catch {
      setOutcome('copyFailed');
    }
  };
  return (
    <div className={layout.row}>
      <Button variant="secondary" onPress={copy}>
        {t('audit.health.copyKey')}
      </Button>
      <Text role="status" color="secondary">
        {outcome && t(`audit.health.${outcome}`)}
      </Text>
    </div>
  );
}
