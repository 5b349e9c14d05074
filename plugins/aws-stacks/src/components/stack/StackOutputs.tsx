// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { StackOutput } from '@groundwork/backstage-plugin-groundwork-common';
import {
  CopyButton,
  NarrowTable,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiLockLine } from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';
import { Value, valueText } from '../Value';

/** What a stack gives to others. Sensitive outputs are named, and that is all. */
export function StackOutputs(props: { outputs: StackOutput[] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (props.outputs.length === 0) {
    return <Text color="secondary">{t('stack.outputsEmpty')}</Text>;
  }
  return (
    <NarrowTable
      label={t('stack.outputs')}
      columns={[t('stack.output'), t('stack.value')]}
      rows={props.outputs.map(output => ({
        key: output.name,
        cells: [
          <Value key="name" value={output.name} />,
          <OutputValue key="value" output={output} />,
        ],
      }))}
    />
  );
}

function OutputValue({ output }: { output: StackOutput }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (output.sensitive || output.value === undefined) {
    return (
      <Flex align="center" gap="1">
        <RiLockLine size={14} aria-hidden="true" />
        <Text color="secondary">{t('stack.masked')}</Text>
      </Flex>
    );
  }
  return (
    <Flex align="center" gap="1">
      <Value value={output.value} />
      <CopyButton name={output.name} value={valueText(output.value)} />
    </Flex>
  );
}
