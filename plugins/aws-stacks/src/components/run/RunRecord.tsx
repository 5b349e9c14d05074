// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import type { RunDetail } from '@groundwork/backstage-plugin-groundwork-common';
import {
  Facts,
  Section,
  stacksApiRef,
} from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import { DownloadButton } from '../DownloadButton';

/** Why the change is made, and all that is known of the run as a file. */
export function RunRecord({ run }: { run: RunDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const api = useApi(stacksApiRef);
  const { change } = run;
  return (
    <Section title={t('record.title')}>
      {change ? (
        <Facts
          facts={[
            [t('record.ticket'), change.ticket && <Ticket run={run} />],
            [t('record.reason'), change.reason],
          ]}
        />
      ) : (
        <Text color="secondary">{t('record.none')}</Text>
      )}
      <Flex>
        <DownloadButton
          label={t('record.download')}
          fileName={`run-${run.id}.json`}
          contentType="application/json"
          load={() => api.getRunRecord(run.id)}
          failed={message => t('record.downloadFailed', { message })}
        />
      </Flex>
    </Section>
  );
}

function Ticket({ run }: { run: RunDetail }) {
  const { change, ticketUrl } = run;
  if (!ticketUrl) return change?.ticket;
  return (
    <Link href={ticketUrl} target="_blank" rel="noopener noreferrer">
      {change?.ticket}
    </Link>
  );
}
