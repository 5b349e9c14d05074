// SPDX-License-Identifier: Apache-2.0
import { useApiHolder } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, SearchField, Text } from '@backstage/ui';
import type {
  EstateApi,
  Resource,
  Stack,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  SkeletonRows,
  errorMessage,
  estateApiRef,
  useDebounced,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Imports.module.css';

const SHOWN = 25;
const TYPING_MS = 300;

interface EstateResourcesProps {
  stack: Stack;
  onUse: (resource: Resource) => void;
}

/** What the estate knows of the account of a stack: what nobody owns, and what belongs to its owner. */
export function EstateResources(props: EstateResourcesProps) {
  const estate = useApiHolder().get(estateApiRef);
  return estate ? <Resources {...props} estate={estate} /> : null;
}

interface Found {
  resources: Resource[];
  /** Why a part of it is missing. */
  errors: Error[];
}

async function find(
  estate: EstateApi,
  stack: Stack,
  { text, signal }: { text: string; signal: AbortSignal },
): Promise<Found> {
  const query = {
    accountId: stack.target.accountId,
    limit: SHOWN,
    ...(text === '' ? {} : { text }),
  };
  const answers = await Promise.allSettled([
    estate.listEntityResources(stack.owner, query, { signal }),
    estate.listResources({ ...query, owned: 'false' }, { signal }),
  ]);
  const resources = answers.flatMap((answer): Resource[] =>
    answer.status === 'fulfilled' ? answer.value.items : [],
  );
  return {
    resources: [...new Map(resources.map(each => [each.arn, each])).values()],
    errors: answers.flatMap(answer =>
      answer.status === 'rejected' ? [toError(answer.reason)] : [],
    ),
  };
}

function Resources(props: EstateResourcesProps & { estate: EstateApi }) {
  const { stack, estate, onUse } = props;
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const [text, setText] = useState('');
  const wanted = useDebounced(text, TYPING_MS);
  const load = useCallback(
    (signal: AbortSignal) => find(estate, stack, { text: wanted, signal }),
    [estate, stack, wanted],
  );
  const { data } = usePolling(load);
  return (
    <>
      <SearchField
        size="small"
        label={t('import.estateFind')}
        value={text}
        onChange={value => setText(value.slice(0, 200))}
      />
      {data ? (
        <FoundResources found={data} onUse={onUse} />
      ) : (
        <SkeletonRows rows={2} />
      )}
    </>
  );
}

function FoundResources(props: {
  found: Found;
  onUse: (resource: Resource) => void;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { resources, errors } = props.found;
  return (
    <div className={styles.found} role="group" aria-label={t('import.estate')}>
      {resources.map(resource => (
        <div key={resource.arn} className={styles.resource}>
          <Text variant="body-small" className={styles.arn}>
            {resource.arn}
          </Text>
          <Button
            variant="secondary"
            size="small"
            aria-label={t('import.use', { name: resource.name })}
            onPress={() => props.onUse(resource)}
          >
            {t('import.badge')}
          </Button>
        </div>
      ))}
      {resources.length === 0 && errors.length === 0 && (
        <Text color="secondary">{t('import.estateNone')}</Text>
      )}
      {errors.slice(0, 1).map(error => (
        <Text key={error.message} color="secondary" role="status">
          {t('import.estateDenied', { message: errorMessage(error) })}
        </Text>
      ))}
    </div>
  );
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
