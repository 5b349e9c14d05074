// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { OutputChange } from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../../translation';
import { AttributeRow } from './AttributeRow';
import styles from './Plan.module.css';

/** How the plan changes what the stack gives to others. */
export function PlanOutputs({ outputs }: { outputs: OutputChange[] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const changed = outputs.filter(output => output.action !== 'no-op');
  if (changed.length === 0) return null;
  return (
    <div>
      <Text as="h3" variant="body-medium" weight="bold">
        {t('plan.outputs')}
      </Text>
      <div className={styles.outputs}>
        {changed.map(output => (
          <AttributeRow
            key={output.name}
            attribute={{
              ...output,
              path: output.name,
              forcesReplacement: false,
            }}
          />
        ))}
      </div>
    </div>
  );
}
