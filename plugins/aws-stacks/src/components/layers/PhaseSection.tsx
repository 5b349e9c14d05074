// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import type { PhaseProgress } from '@groundwork/backstage-plugin-groundwork-common';
import { Section } from '@groundwork/backstage-plugin-groundwork-react';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Layers.module.css';

interface PhaseSectionProps {
  phase: string;
  progress: PhaseProgress | undefined;
  isFolded: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** A phase, how far it is, and its layers unless they are folded away. */
export function PhaseSection(props: PhaseSectionProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { phase, progress, isFolded, onToggle } = props;
  return (
    <Section
      title={phase}
      actions={
        <div className={styles.progress}>
          {progress && <Progress progress={progress} />}
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={
              isFolded ? (
                <RiArrowRightSLine aria-hidden="true" />
              ) : (
                <RiArrowDownSLine aria-hidden="true" />
              )
            }
            aria-label={t(isFolded ? 'layers.unfold' : 'layers.fold', {
              phase,
            })}
            aria-expanded={!isFolded}
            onPress={onToggle}
          />
        </div>
      }
    >
      {!isFolded && props.children}
    </Section>
  );
}

function Progress({ progress }: { progress: PhaseProgress }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { layers, standing, attention } = progress;
  const part = layers === 0 ? 0 : standing / layers;
  return (
    <>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${part * 100}%` }} />
      </span>
      <Text variant="body-small" color="secondary">
        {t('layers.progress', {
          standing: String(standing),
          layers: String(layers),
        })}
        {attention > 0 && `, ${t('layers.attention', { count: attention })}`}
      </Text>
    </>
  );
}
