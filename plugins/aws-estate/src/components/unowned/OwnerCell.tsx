// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import type { UnownedResource } from '@groundwork/backstage-plugin-groundwork-common';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { type Selection, ownerOf } from './owners';

interface OwnerCellProps {
  resource: UnownedResource;
  chosen: Selection['chosen'];
  /** Absent where one may not accept owners. */
  onChoose?: (resource: UnownedResource) => void;
}

/** Who is suggested, or was chosen, and why. */
export function OwnerCell({ resource, chosen, onChoose }: OwnerCellProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const owner = ownerOf(resource, chosen);
  const { name } = resource;
  return (
    <span className={styles.lines}>
      {owner ? (
        <>
          <EntityRefLink entityRef={owner.entityRef} hideIcon disableTooltip />
          <span className={styles.detail}>
            {t(`unowned.because.${owner.because}`)}
          </span>
        </>
      ) : (
        <span className={styles.unknown}>{t('unowned.noSuggestion')}</span>
      )}
      {onChoose && (
        <span className={styles.actions}>
          <Button
            size="small"
            variant="tertiary"
            aria-label={
              owner
                ? t('unowned.change', { name })
                : t('unowned.choose', { name })
            }
            onPress={() => onChoose(resource)}
          >
            {owner ? t('unowned.changeShort') : t('unowned.chooseShort')}
          </Button>
        </span>
      )}
    </span>
  );
}
