// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import type {
  DriftIgnore,
  StackDriftReport,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  errorMessage,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useState } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Drift.module.css';

interface DriftRulesProps {
  stackId: string;
  report: StackDriftReport;
  onChange: () => void;
}

const nameOf = ({ address, path }: DriftIgnore) =>
  path ? `${address} ${path}` : address;

/** The rules that hold now, with why and until when. */
export function DriftRules({ stackId, report, onChange }: DriftRulesProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const [error, setError] = useState<Error>();
  if (report.ignores.length === 0) return null;
  const end = async (ignoreId: string) => {
    setError(undefined);
    try {
      await api.endStackDriftIgnore(stackId, ignoreId);
      onChange();
    } catch (caught) {
      setError(caught instanceof Error ? caught : new Error(String(caught)));
    }
  };
  return (
    <>
      <Text as="h3" weight="bold">
        {t('drift.ignores')}
      </Text>
      {error && (
        <Alert status="danger" icon role="alert" title={errorMessage(error)} />
      )}
      <ul className={styles.rules}>
        {report.ignores.map(rule => (
          <li key={rule.id} className={styles.rule}>
            <Rule rule={rule} />
            {report.actions.includes('ignore') && (
              <Button
                variant="secondary"
                size="small"
                aria-label={t('drift.endIgnoreLabel', { what: nameOf(rule) })}
                onPress={() => void end(rule.id)}
              >
                {t('drift.endIgnore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Rule({ rule }: { rule: DriftIgnore }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { address, path, reason, until, createdBy } = rule;
  return (
    <span>
      <span className={styles.address}>
        {address} {path ?? `(${t('drift.ignoreAll')})`}
      </span>
      <br />
      <span className={styles.more}>
        {until
          ? t('drift.ignoredUntil', {
              reason,
              until: new Date(until).toLocaleString(),
            })
          : t('drift.ignored', { reason })}{' '}
        ({createdBy})
      </span>
    </span>
  );
}
