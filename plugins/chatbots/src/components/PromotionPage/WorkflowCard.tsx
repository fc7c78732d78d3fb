import { Button, Card, CardBody, CardHeader, Link, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { isBeforeDeployment } from '@chatbot-portal/backstage-plugin-chatbots-governance';
import {
  reasonWithNames,
  useChatbotsCommand,
  useNames,
  useTexts,
  type Texts,
} from '../../hooks';
import { CommandNotice, RelativeTime } from '../shared';
import { Written } from '../text';
import styles from './promotion.module.css';

/** Props of {@link WorkflowCard}. @internal */
export interface WorkflowCardProps {
  detail: Api.PromotionDetail;
  /** Called with the words to announce. */
  onDone: (announcement: string) => void;
}

/** Whether there is something to say of the deploy workflow. @internal */
export function hasWorkflow({
  promotion,
  workflow,
}: Api.PromotionDetail): boolean {
  return workflow !== undefined || waits(promotion);
}

/** Whether the portal started the deploy workflow, its run, and what to do where it could not. @internal */
export function WorkflowCard(props: WorkflowCardProps) {
  const t = useTexts();
  const { detail, onDone } = props;
  const { promotion, workflow, mayStartWorkflow } = detail;
  const isOpen = waits(promotion);
  const isStuck =
    isOpen &&
    (workflow?.state === 'failed' ||
      mayStartWorkflow.reasonCode?.startsWith('scm-') === true);
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('promotion.workflow.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <div className={styles.stack}>
          <div className={styles.entry}>
            <Text weight="bold">{stateText(t, detail)}</Text>
            {workflow && (
              <Text color="secondary">
                <RelativeTime
                  instant={workflow.endedAt ?? workflow.requestedAt}
                />
              </Text>
            )}
            {workflow?.url && (
              <Link
                href={workflow.url}
                target="_blank"
                rel="noopener noreferrer"
              >
                {t('promotion.workflow.run')}
              </Link>
            )}
          </div>
          {workflow?.reason && (
            <Text>
              <Written>{workflow.reason}</Written>
            </Text>
          )}
          {isOpen && <StartWorkflow detail={detail} onDone={onDone} />}
          {isStuck && <ByHand detail={detail} />}
        </div>
      </CardBody>
    </Card>
  );
}

function StartWorkflow(props: WorkflowCardProps) {
  const t = useTexts();
  const names = useNames();
  const { detail, onDone } = props;
  const { promotion, workflow, mayStartWorkflow } = detail;
  const path = { promotionId: promotion.id };
  const command = useChatbotsCommand({
    send: (api, _attempt: number, call) => api.startWorkflow({ path }, call),
    findRecorded: async (api, attempt, call) => {
      const now = await api.getPromotion({ path }, call);
      return (now.workflow?.attempt ?? 0) > attempt ? now.workflow : undefined;
    },
    onDone: () => onDone(t('promotion.workflow.done')),
  });

  if (!mayStartWorkflow.allowed) {
    // What the card says already needs no second sentence.
    return workflow?.state === 'requested' ? null : (
      <Text color="secondary">{reasonWithNames(mayStartWorkflow, names)}</Text>
    );
  }
  return (
    <>
      <div>
        <Button
          variant="secondary"
          isPending={command.sending}
          onPress={() => command.send(workflow?.attempt ?? 0)}
        >
          {workflow
            ? t('promotion.workflow.startAgain')
            : t('promotion.workflow.start')}
        </Button>
      </div>
      <CommandNotice
        command={command}
        title={t('promotion.workflow.notStarted')}
      />
    </>
  );
}

/** What to start on the git host, with the inputs that the portal would give. */
function ByHand(props: { detail: Api.PromotionDetail }) {
  const t = useTexts();
  const { promotion, chatbot, workflow } = props.detail;
  const inputs = {
    promotion: promotion.id,
    version: promotion.version,
    stage: promotion.stage,
    attempt: (workflow?.attempt ?? 0) + 1,
  };
  return (
    <div>
      <Text>
        {t('promotion.workflow.byHand')}{' '}
        <Link
          href={chatbot.repository.url}
          target="_blank"
          rel="noopener noreferrer"
        >
          {t('promotion.workflow.repository')}
        </Link>
      </Text>
      <pre className={styles.command}>
        <code>
          {[
            'deploy.yml',
            ...Object.entries(inputs).map(
              ([name, value]) => `${name}=${value}`,
            ),
          ].join(' ')}
        </code>
      </pre>
    </div>
  );
}

function waits({ state }: Api.Promotion): boolean {
  return state !== 'requested' && isBeforeDeployment(state);
}

function stateText(t: Texts, { workflow }: Api.PromotionDetail): string {
  return workflow
    ? t(`promotion.workflow.state.${workflow.state}`, {
        attempt: String(workflow.attempt),
      })
    : t('promotion.workflow.state.none');
}
