import { Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import { useTexts } from '../../hooks';
import layout from '../shared/layout.module.css';

/** How the event's leaf leads to the signed root. @internal */
export function InclusionProof(props: {
  proof: Api.AuditEventDetail['proof'];
}) {
  const t = useTexts();
  const { proof } = props;
  return (
    <div className={layout.stack}>
      <Text as="h3" weight="bold">
        {t('audit.event.proof')}
      </Text>
      {proof ? (
        <>
          <Text>
            {t('audit.event.proofText', {
              index: String(proof.index),
              size: String(proof.size),
            })}
          </Text>
          {proof.hashes.length === 0 ? (
            <Text color="secondary">{t('audit.event.proofNoHashes')}</Text>
          ) : (
            <ol
              className={layout.bytes}
              style={{ paddingInlineStart: '2.5rem' }}
              aria-label={t('audit.event.proofHashes')}
            >
              {proof.hashes.map((hash, index) => (
                <li key={index}>{hash}</li>
              ))}
            </ol>
          )}
          <Text>{t('audit.event.proofCheckpoint')}</Text>
          <pre
            className={layout.bytes}
            role="region"
            aria-label={t('audit.event.proofCheckpoint')}
          >
            {proof.checkpoint}
          </pre>
        </>
      ) : (
        <Text color="secondary">{t('audit.event.noProof')}</Text>
      )}
    </div>
  );
}
