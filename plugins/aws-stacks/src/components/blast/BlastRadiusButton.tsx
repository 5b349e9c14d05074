// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  BlastRadiusCount,
  Run,
} from '@groundwork/backstage-plugin-groundwork-common';
import { RiNodeTree } from '@remixicon/react';
import { useState } from 'react';
import { useBlastRadius } from '../../hooks/useBlastRadius';
import { awsStacksTranslationRef } from '../../translation';
import { BlastRadiusDialog } from './BlastRadiusDialog';

interface BlastRadiusButtonProps {
  run: Run;
  /** Absent until it is counted. */
  count?: BlastRadiusCount;
  hasFailed: boolean;
  /** As it stands in a table: the sentence is read out and not shown. */
  isShort?: boolean;
}

/** How the count is said: as a sentence, and as it stands in a table. */
function useWords(props: BlastRadiusButtonProps): [string, string] {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { count: radius, hasFailed } = props;
  const unknown: [string, string] = [
    t('blast.unknown'),
    t('blast.shortUnknown'),
  ];
  if (!radius && hasFailed) return unknown;
  if (!radius) return [t('blast.loading'), t('blast.shortLoading')];
  const { count, isAtLeast } = radius;
  const shown = String(count);
  if (count === 0) {
    return isAtLeast ? unknown : [t('blast.none'), t('blast.shortNone')];
  }
  return isAtLeast
    ? [t('blast.atLeast', { count }), t('blast.shortAtLeast', { shown })]
    : [t('blast.count', { count }), shown];
}

/** How many entities depend on what a plan changes; pressed, which ones. */
export function BlastRadiusButton(props: BlastRadiusButtonProps) {
  const { run, isShort = false } = props;
  const [isOpen, setOpen] = useState(false);
  const [sentence, short] = useWords(props);
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        iconStart={<RiNodeTree aria-hidden="true" />}
        aria-label={isShort ? sentence : undefined}
        onPress={() => setOpen(true)}
      >
        {isShort ? short : sentence}
      </Button>
      {isOpen && <BlastRadiusDialog run={run} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The same of one run, where its plan stands. */
export function RunBlastRadius({ run }: { run: Run }) {
  const { data, error } = useBlastRadius(run.id, run.planDigest);
  return (
    <BlastRadiusButton run={run} count={data} hasFailed={Boolean(error)} />
  );
}
