import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { Api } from '@chatbot-portal/backstage-plugin-chatbots-common/api';
import type { ReactNode } from 'react';
import { useTexts } from '../../hooks';
import { Digest, LongText } from '../shared';
import { Written } from '../text';
import { byteSize } from './byteSize';
import { PromptTexts } from './PromptTexts';
import styles from './version.module.css';

/** What the version is, fact by fact, each with where it comes from. @internal */
export function ModelCardFacts(props: { detail: Api.ModelVersionDetail }) {
  const t = useTexts();
  const { version, prompts } = props.detail;
  const { bundle, modelCard } = version;
  const fromBundle = t('version.card.fromBundle');
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-small" weight="bold">
          {t('version.card.title')}
        </Text>
      </CardHeader>
      <CardBody>
        <dl className={styles.facts}>
          {(['purpose', 'limits', 'data'] as const).map(name => (
            <Fact
              key={name}
              name={t(`version.card.${name}`)}
              source={modelCard?.[name] && t('version.card.fromCard')}
            >
              {modelCard?.[name] ? (
                <LongText label={t(`version.card.${name}`)}>
                  {modelCard[name]}
                </LongText>
              ) : (
                <Text color="secondary">{t('version.card.notStated')}</Text>
              )}
            </Fact>
          ))}
          <Fact name={t('version.card.model')} source={fromBundle}>
            {[
              bundle.baseModel.provider,
              bundle.baseModel.name,
              bundle.baseModel.revision,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Fact>
          <Fact name={t('version.card.prompts')} source={fromBundle}>
            <PromptTexts prompts={prompts} />
          </Fact>
          <Fact name={t('version.card.parameters')} source={fromBundle}>
            <Settings values={bundle.parameters} />
          </Fact>
          {Object.keys(bundle.hyperparameters).length > 0 && (
            <Fact name={t('version.card.hyperparameters')} source={fromBundle}>
              <Settings values={bundle.hyperparameters} />
            </Fact>
          )}
          <Fact name={t('version.card.datasets')} source={fromBundle}>
            <Items
              items={bundle.datasets.map(dataset => ({
                key: dataset.name,
                text: `${dataset.name}, ${t('version.card.revision', {
                  revision: dataset.revision,
                })}`,
                digest: dataset.digest,
              }))}
            />
          </Fact>
          <Fact name={t('version.card.artifacts')} source={fromBundle}>
            <Items
              items={bundle.artifacts.map(artifact => ({
                key: artifact.name,
                text: `${artifact.name}, ${artifact.mediaType}, ${byteSize(
                  artifact.size,
                )}`,
                digest: artifact.digest,
              }))}
            />
          </Fact>
        </dl>
      </CardBody>
    </Card>
  );
}

function Fact(props: { name: string; source?: string; children: ReactNode }) {
  const t = useTexts();
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        {props.children}
        {props.source && (
          <span className={styles.source}>
            {t('version.card.source', { source: props.source })}
          </span>
        )}
      </dd>
    </div>
  );
}

function Settings(props: { values: Api.JsonMap }) {
  const t = useTexts();
  const entries = Object.entries(props.values);
  return entries.length === 0 ? (
    <Text color="secondary">{t('version.card.none')}</Text>
  ) : (
    <ul className={styles.list}>
      {entries.map(([name, value]) => (
        <li key={name}>
          <code>
            <Written>{`${name} = ${JSON.stringify(value)}`}</Written>
          </code>
        </li>
      ))}
    </ul>
  );
}

function Items(props: {
  items: { key: string; text: string; digest: string }[];
}) {
  const t = useTexts();
  return props.items.length === 0 ? (
    <Text color="secondary">{t('version.card.none')}</Text>
  ) : (
    <ul className={styles.list}>
      {props.items.map(item => (
        <li key={item.key} className={styles.item}>
          <Text>
            <Written>{item.text}</Written>
          </Text>
          <Digest digest={item.digest} />
        </li>
      ))}
    </ul>
  );
}
