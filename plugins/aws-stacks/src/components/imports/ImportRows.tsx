// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, Flex, Text, TextField } from '@backstage/ui';
import { runImportSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Imports.module.css';
import type { ImportRow, useImportRows } from './useImportRows';

const { to: address, id: importId } = runImportSchema.shape;

const isWrong = (schema: typeof address, text: string) =>
  text !== '' && !schema.safeParse(text.trim()).success;

/** What is imported, and as what: one line a resource. */
export function ImportRows({
  state,
}: {
  state: ReturnType<typeof useImportRows>;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return (
    <Flex direction="column" gap="2">
      {state.rows.map((row, index) => (
        <Row
          key={row.key}
          row={row}
          number={String(index + 1)}
          onChange={patch => state.change(row.key, patch)}
          onRemove={() => state.remove(row.key)}
        />
      ))}
      {state.isTwice && (
        <Text color="danger" role="alert">
          {t('import.twice')}
        </Text>
      )}
      <div>
        <Button
          variant="tertiary"
          size="small"
          iconStart={<RiAddLine />}
          onPress={() => state.add()}
        >
          {t('import.add')}
        </Button>
      </div>
    </Flex>
  );
}

interface RowProps {
  row: ImportRow;
  number: string;
  onChange: (patch: Partial<ImportRow>) => void;
  onRemove: () => void;
}

function Row({ row, number, onChange, onRemove }: RowProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const isToWrong = isWrong(address, row.to);
  const isIdWrong = row.id !== '' && !importId.safeParse(row.id).success;
  return (
    <div className={styles.row}>
      <TextField
        label={t('import.to', { number })}
        description={t(isToWrong ? 'import.toWrong' : 'import.toHelp')}
        isInvalid={isToWrong}
        value={row.to}
        onChange={to => onChange({ to })}
        maxLength={500}
      />
      <TextField
        label={t('import.id', { number })}
        description={t(isIdWrong ? 'import.idWrong' : 'import.idHelp')}
        isInvalid={isIdWrong}
        value={row.id}
        onChange={id => onChange({ id })}
        maxLength={1024}
      />
      <ButtonIcon
        variant="tertiary"
        size="small"
        icon={<RiDeleteBinLine />}
        aria-label={t('import.remove', { number })}
        onPress={onRemove}
      />
    </div>
  );
}
