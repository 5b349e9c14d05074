// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import type {
  SweepAnswer,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { estateApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { RiRefreshLine } from '@remixicon/react';
import { useCallback, useMemo } from 'react';
import { useAsk } from '../../hooks/useAsk';
import { useMayManage } from '../../hooks/useMayManage';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { targetKey } from './accountRows';

const ALL = 'all';

/** Sweeps now, for one account and Region or for all; `rowSweep` is absent where one may not. */
export function useSweep(onAsked: () => void) {
  const api = useApi(estateApiRef);
  const { mayManage, isDenied, permission } = useMayManage();
  const { ask, pending, answer, failure } = useAsk<SweepAnswer>();
  const sweep = useCallback(
    (target?: SweepTarget) => {
      const request = target && { targets: [target] };
      void ask(target ? targetKey(target) : ALL, async () => {
        const asked = await api.sweep(request);
        onAsked();
        return asked;
      });
    },
    [api, ask, onAsked],
  );
  const rowSweep = useMemo(
    () => (mayManage ? { pending, sweep } : undefined),
    [mayManage, pending, sweep],
  );
  return { rowSweep, answer, failure, isDenied, permission };
}

/** Sweep all, and what became of it. Who may not reads why. */
export function SweepBar(props: ReturnType<typeof useSweep>) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { rowSweep, answer, failure, isDenied, permission } = props;
  return (
    <>
      <div className={styles.actions}>
        {rowSweep && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiRefreshLine />}
            isPending={rowSweep.pending === ALL}
            onPress={() => rowSweep.sweep()}
          >
            {t('sweep.all')}
          </Button>
        )}
        {isDenied && (
          <Text color="secondary">{t('sweep.denied', { permission })}</Text>
        )}
        {answer && (
          <Text role="status">
            {t('sweep.asked', { count: answer.targets })}
          </Text>
        )}
      </div>
      {failure && (
        <Alert
          status="danger"
          icon
          role="alert"
          title={t('sweep.failed', { message: failure })}
        />
      )}
    </>
  );
}
