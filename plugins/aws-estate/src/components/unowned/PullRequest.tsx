// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import type { AcceptOwnersRequest } from '@groundwork/backstage-plugin-groundwork-common';
import { errorMessage } from '@groundwork/backstage-plugin-groundwork-react';
import { awsEstateTranslationRef } from '../../translation';
import pageStyles from '../Page.module.css';
import { usePullRequestForm } from './usePullRequestForm';

/** The owners travel in the form's address, which browsers and servers keep short. */
const MAX_OWNERS = 40;

interface PullRequestProps {
  owners: AcceptOwnersRequest['owners'];
}

/** Leads to the form that opens the pull request; where that cannot be, says what is missing. */
export function PullRequest({ owners }: PullRequestProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { data, error } = usePullRequestForm();
  if (error) {
    const message = errorMessage(error);
    return <Note words={t('accept.pullRequestUnknown', { message })} />;
  }
  if (!data) return <Note words={t('accept.checking')} />;
  if (data.missing.length > 0 || !data.address) {
    const missing = data.missing
      .map(part => t(`accept.missing.${part}`))
      .join(', ');
    return <Note words={t('accept.pullRequestMissing', { missing })} />;
  }
  if (owners.length > MAX_OWNERS) {
    const max = String(MAX_OWNERS);
    return <Note words={t('accept.pullRequestTooMany', { max })} />;
  }
  const query = new URLSearchParams({ formData: JSON.stringify({ owners }) });
  return (
    <div className={pageStyles.lines}>
      <div>
        <ButtonLink variant="primary" href={`${data.address}?${query}`}>
          {t('accept.pullRequest')}
        </ButtonLink>
      </div>
      <Note words={t('accept.pullRequestHint')} />
    </div>
  );
}

function Note({ words }: { words: string }) {
  return <Text color="secondary">{words}</Text>;
}
