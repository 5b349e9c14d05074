// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { StackResource } from '@groundwork/backstage-plugin-groundwork-common';
import {
  CopyButton,
  NarrowTable,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { Value } from '../Value';

interface StackResourcesProps {
  resources: StackResource[];
  /** What is said when there are none. */
  empty?: string;
}

/** What a stack has made. */
export function StackResources(props: StackResourcesProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  if (props.resources.length === 0) {
    return (
      <Text color="secondary">{props.empty ?? t('stack.resourcesEmpty')}</Text>
    );
  }
  return (
    <NarrowTable
      label={t('stack.resources')}
      columns={[t('stack.address'), t('stack.type'), t('stack.physicalId')]}
      rows={props.resources.map(resource => ({
        key: resource.address,
        cells: [
          <Value key="address" value={resource.address} />,
          resource.type,
          resource.physicalId ? (
            <Flex key="id" align="center" gap="1">
              <Value value={resource.physicalId} />
              <CopyButton name={resource.address} value={resource.physicalId} />
            </Flex>
          ) : (
            <Text key="id" color="secondary">
              {t('stack.noPhysicalId')}
            </Text>
          ),
        ],
      }))}
    />
  );
}
