// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { awsEstateTranslationRef } from '../../translation';

/** The name of a service by its IAM prefix; the prefix itself where it is none of those that are tested today. */
export function useServiceName() {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  return useCallback(
    (service: string) => {
      const names = new Map([
        ['tag', t('connect.service.tag')],
        ['securityhub', t('connect.service.securityhub')],
        ['guardduty', t('connect.service.guardduty')],
        ['cloudwatch', t('connect.service.cloudwatch')],
        ['ce', t('connect.service.ce')],
      ]);
      return names.get(service) ?? service;
    },
    [t],
  );
}
