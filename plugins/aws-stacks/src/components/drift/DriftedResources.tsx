// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type {
  DriftedResource,
  Engine,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  CopyButton,
  RelativeTime,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { AttributeRow } from '../plan/AttributeRow';
import styles from './Drift.module.css';
import type { DriftTarget } from './IgnoreDialog';
import { whatToWrite } from './whatToWrite';

/** More of them nobody reads at once, and a page with all of them would not scroll. */
const SHOWN = 50;

interface DriftedResourcesProps {
  engine: Engine;
  resources: readonly DriftedResource[];
  /** Absent for those who may not. */
  onIgnore?: (target: DriftTarget) => void;
}

/** What differs, with who changed it where that is known. */
export function DriftedResources(props: DriftedResourcesProps) {
  const { engine, resources, onIgnore } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (resources.length === 0) return null;
  const hidden = resources.length - SHOWN;
  return (
    <>
      <Text color="secondary">{t('drift.direction')}</Text>
      <ul className={styles.resources}>
        {resources.slice(0, SHOWN).map(resource => (
          <li key={resource.change.address} className={styles.resource}>
            <ResourceHead resource={resource} onIgnore={onIgnore} />
            <Attributes resource={resource} onIgnore={onIgnore} />
            <Cause resource={resource} />
            <Accept resource={resource} engine={engine} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Text color="secondary">{t('drift.more', { count: hidden })}</Text>
      )}
    </>
  );
}

interface PartProps {
  resource: DriftedResource;
  onIgnore?: (target: DriftTarget) => void;
}

function ResourceHead({ resource, onIgnore }: PartProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { change, ignored } = resource;
  const { address, physicalId, type } = change;
  return (
    <>
      <div className={styles.head}>
        <span className={styles.address}>{address}</span>
        {onIgnore && !ignored && (
          <IgnoreButton what={address} onPress={() => onIgnore({ address })} />
        )}
      </div>
      <span className={styles.more}>
        {type}
        {physicalId && ` · ${physicalId}`}
      </span>
      {ignored && (
        <span className={styles.more}>
          {ignored.until
            ? t('drift.ignoredUntil', {
                reason: ignored.reason,
                until: new Date(ignored.until).toLocaleString(),
              })
            : t('drift.ignored', { reason: ignored.reason })}
        </span>
      )}
      {change.action === 'create' && <Text>{t('drift.gone')}</Text>}
      {change.action === 'delete' && <Text>{t('drift.extra')}</Text>}
    </>
  );
}

/** What is gone has no attributes in the account; the source says them all. */
function Attributes({ resource, onIgnore }: PartProps) {
  const { action, address, attributes } = resource.change;
  if (action === 'create' || action === 'delete') return null;
  return (
    <>
      {attributes.map(attribute => (
        <div key={attribute.path} className={styles.attribute}>
          <AttributeRow attribute={attribute} />
          {onIgnore && !resource.ignored && (
            <IgnoreButton
              what={`${address} ${attribute.path}`}
              onPress={() => onIgnore({ address, path: attribute.path })}
            />
          )}
        </div>
      ))}
    </>
  );
}

function IgnoreButton(props: { what: string; onPress: () => void }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <Button
      variant="tertiary"
      size="small"
      aria-label={t('drift.ignoreLabel', { what: props.what })}
      onPress={props.onPress}
    >
      {t('drift.ignore')}
    </Button>
  );
}

function Cause({ resource }: { resource: DriftedResource }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { cause } = resource;
  if (!cause) {
    return <span className={styles.more}>{t('drift.causeUnknown')}</span>;
  }
  const { principal, action, at, eventId } = cause;
  return (
    <span className={styles.more}>
      {t('drift.cause', { principal, action })}, <RelativeTime instant={at} /> (
      {t('drift.event', { id: eventId })})
    </span>
  );
}

function Accept(props: { resource: DriftedResource; engine: Engine }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { resource, engine } = props;
  const texts = whatToWrite(resource, engine);
  if (texts.length === 0) return null;
  const text = texts.join('\n\n');
  const { address } = resource.change;
  return (
    <details>
      <summary>{t('drift.accept')}</summary>
      <Text color="secondary">{t('drift.acceptHint')}</Text>
      <div className={styles.code}>
        <pre>{text}</pre>
        <CopyButton name={t('drift.acceptCopy', { address })} value={text} />
      </div>
    </details>
  );
}
