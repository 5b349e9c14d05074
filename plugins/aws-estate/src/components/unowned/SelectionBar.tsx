// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { MAX_OWNERS, type Selection, acceptedOf } from './owners';

interface SelectionBarProps {
  selection: Selection;
  onAccept: () => void;
  onChooseForAll: () => void;
  onClear: () => void;
}

/** What is selected, and what can be done with it. */
export function SelectionBar(props: SelectionBarProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { selection, onAccept, onChooseForAll, onClear } = props;
  const count = selection.selected.size;
  const accepted = acceptedOf(selection).length;
  const without = count - accepted;
  const isTooMany = accepted > MAX_OWNERS;
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        variant="primary"
        isDisabled={accepted === 0 || isTooMany}
        onPress={onAccept}
      >
        {accepted > 0
          ? t('unowned.acceptOf', { count: accepted })
          : t('unowned.accept')}
      </Button>
      {count > 0 && (
        <>
          <Button size="small" variant="secondary" onPress={onChooseForAll}>
            {t('unowned.chooseForAll')}
          </Button>
          <Button size="small" variant="tertiary" onPress={onClear}>
            {t('unowned.clearSelection')}
          </Button>
        </>
      )}
      <Text role="status" color="secondary">
        {[
          t('unowned.selected', { count }),
          ...(without > 0 ? [t('unowned.without', { count: without })] : []),
          ...(isTooMany
            ? [t('unowned.tooMany', { max: String(MAX_OWNERS) })]
            : []),
        ].join(', ')}
      </Text>
    </div>
  );
}
