// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  type Freeze,
  type Target,
  freezeConcerns,
} from '@groundwork/backstage-plugin-groundwork-common';
import { errorMessage } from '@groundwork/backstage-plugin-groundwork-react';
import { useFreezes } from '../../hooks/useFreezes';
import { awsStacksTranslationRef } from '../../translation';
import { useFreezeWords } from './useFreezeWords';

/** Says which freezes are on: all of them, or those that hold a target. */
export function FreezeBanner({ target }: { target?: Target }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { data, error } = useFreezes();
  if (error && !data) {
    const message = errorMessage(error);
    return (
      <Alert status="warning" icon title={t('freeze.unknown', { message })} />
    );
  }
  const on = (data?.items ?? []).filter(
    ({ isActive, scope }) =>
      isActive && (target === undefined || freezeConcerns(scope, target)),
  );
  return (
    <>
      {on.map(freeze => (
        <Banner key={`${freeze.id}/${freeze.from}`} freeze={freeze} />
      ))}
    </>
  );
}

function Banner({ freeze }: { freeze: Freeze }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const words = useFreezeWords();
  const { reason } = freeze;
  return (
    <Alert
      status="warning"
      icon
      role="status"
      title={t('freeze.banner', {
        scope: words.scope(freeze.scope),
        until: words.until(freeze),
      })}
      description={t('freeze.bannerBody', {
        reason: /[.!?]$/.test(reason) ? reason : `${reason}.`,
      })}
    />
  );
}
