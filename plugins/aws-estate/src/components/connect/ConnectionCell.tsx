// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Connection } from '@groundwork/backstage-plugin-groundwork-common';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { ConnectionStateBadge } from './ConnectionStateBadge';

/** States whose hint says more than the state itself. */
const UNREADABLE: ReadonlySet<Connection['state']> = new Set([
  'denied',
  'unreachable',
]);

/** An action such as `tag:GetResources`; a narrow column breaks it after the service. */
function IamAction(props: { action: string }) {
  const [service, ...name] = props.action.split(':');
  return (
    <>
      {service}:<wbr />
      {name.join(':')}
    </>
  );
}

/** Whether a service can be read here; if not, what to allow and what else to do. */
export function ConnectionCell(props: { connection: Connection | undefined }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { connection } = props;
  if (!connection) {
    return (
      <span className={styles.detail} title={t('connect.notHere')}>
        –
      </span>
    );
  }
  const { state, action, hint } = connection;
  return (
    <span className={styles.lines}>
      <span title={hint}>
        <ConnectionStateBadge state={state} />
      </span>
      {action && state === 'denied' && (
        <strong className={styles.name}>
          {t('connect.action', { action: <IamAction action={action} /> })}
        </strong>
      )}
      {hint && UNREADABLE.has(state) && (
        <span className={styles.detail}>{hint}</span>
      )}
    </span>
  );
}
