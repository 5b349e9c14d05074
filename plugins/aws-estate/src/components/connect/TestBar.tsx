// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import type {
  Connections,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { estateApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { RiPlugLine } from '@remixicon/react';
import { useCallback, useMemo } from 'react';
import { useAsk } from '../../hooks/useAsk';
import { useMayManage } from '../../hooks/useMayManage';
import { awsEstateTranslationRef } from '../../translation';
import { targetKey } from '../accounts/accountRows';
import styles from '../Page.module.css';

const ALL = 'all';

/** Tests now, one account and Region or all; `rowTest` is absent where one may not. */
export function useTest(onTested: () => void) {
  const api = useApi(estateApiRef);
  const { mayManage, isDenied, permission } = useMayManage();
  const { ask, pending, failure } = useAsk<Connections>();
  const test = useCallback(
    (target?: SweepTarget) => {
      const request = target && { targets: [target] };
      void ask(target ? targetKey(target) : ALL, async () => {
        const tested = await api.testConnections(request);
        onTested();
        return tested;
      });
    },
    [api, ask, onTested],
  );
  const rowTest = useMemo(
    () => (mayManage ? { pending, test } : undefined),
    [mayManage, pending, test],
  );
  return { rowTest, failure, isDenied, permission };
}

/** Test all, with what it costs. Who may not reads why. */
export function TestBar(props: ReturnType<typeof useTest>) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { rowTest, failure, isDenied, permission } = props;
  return (
    <>
      {rowTest && (
        <div className={styles.actions}>
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiPlugLine />}
            isPending={rowTest.pending === ALL}
            onPress={() => rowTest.test()}
          >
            {t('connect.testAll')}
          </Button>
          <Text color="secondary">{t('connect.costs')}</Text>
        </div>
      )}
      {isDenied && (
        <Text color="secondary">{t('connect.denied', { permission })}</Text>
      )}
      {failure && (
        <Alert
          status="danger"
          icon
          role="alert"
          title={t('connect.failed', { message: failure })}
        />
      )}
    </>
  );
}
