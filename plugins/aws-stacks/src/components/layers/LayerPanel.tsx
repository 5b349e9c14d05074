// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonIcon, ButtonLink, Text } from '@backstage/ui';
import type { LayerNode } from '@groundwork/backstage-plugin-groundwork-common';
import { Section } from '@groundwork/backstage-plugin-groundwork-react';
import { RiCloseLine } from '@remixicon/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import { LayerAccount } from './LayerAccount';
import styles from './Layers.module.css';
import { LayerStateBadge } from './LayerStateBadge';
import {
  type EnvironmentOfLayers,
  type LayerView,
  requiredBy,
} from './layerViews';

interface LayerPanelProps {
  view: LayerView;
  views: ReadonlyMap<string, LayerView>;
  environment: EnvironmentOfLayers['environment'];
  nameOf: (accountId: string) => string | undefined;
  onSelect: (id: string) => void;
  onClose: () => void;
}

/** All that is known of a layer in an environment, and where it can be begun. */
export function LayerPanel(props: LayerPanelProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { view, views, environment, nameOf, onSelect, onClose } = props;
  const { layer, cell } = view;
  const panel = useFocusWhileOpen(layer.id, onClose);
  return (
    <div
      ref={panel}
      className={styles.panelColumn}
      tabIndex={-1}
      role="group"
      aria-label={layer.title}
    >
      <Section
        title={layer.title}
        actions={
          <ButtonIcon
            size="small"
            variant="tertiary"
            icon={<RiCloseLine aria-hidden="true" />}
            aria-label={t('layerPanel.close')}
            onPress={onClose}
          />
        }
      >
        <LayerHead layer={layer} state={cell.state} />
        <Part title={t('layerPanel.requires')}>
          <Neighbours
            ids={layer.requires}
            none={t('layerPanel.requiresNone')}
            views={views}
            onSelect={onSelect}
          />
        </Part>
        <Part title={t('layerPanel.requiredBy')}>
          <Neighbours
            ids={requiredBy(views, layer.id)}
            none={t('layerPanel.requiredByNone')}
            views={views}
            onSelect={onSelect}
          />
        </Part>
        <Part title={t('layerPanel.accounts')}>
          {cell.accounts.map(account => (
            <LayerAccount
              key={account.accountId}
              layer={layer}
              account={account}
              environment={environment}
              views={views}
              nameOf={nameOf}
            />
          ))}
        </Part>
      </Section>
    </div>
  );
}

/** Takes the focus for each layer that is shown, closes by Escape, and gives the focus back to where it came from. */
function useFocusWhileOpen(layerId: string, onClose: () => void) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const opener = document.activeElement;
    const element = panel.current;
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') close.current();
    };
    element?.addEventListener('keydown', onKeyDown);
    return () => {
      element?.removeEventListener('keydown', onKeyDown);
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  useEffect(() => panel.current?.focus(), [layerId]);
  return panel;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.part}>
      <Text as="h3" variant="body-medium" weight="bold">
        {title}
      </Text>
      {children}
    </div>
  );
}

function LayerHead(props: {
  layer: LayerNode;
  state: LayerView['cell']['state'];
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { layer, state } = props;
  const template = useStackLinks().template(layer.templateRef);
  return (
    <>
      {layer.description && <Text color="secondary">{layer.description}</Text>}
      <div className={styles.line}>
        <LayerStateBadge state={state} />
        {template && (
          <ButtonLink size="small" variant="tertiary" href={template}>
            {t('layerPanel.template')}
          </ButtonLink>
        )}
      </div>
      <Lifecycle layer={layer} />
    </>
  );
}

function Lifecycle({ layer }: { layer: LayerNode }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { status, since, successor } = layer.lifecycle;
  if (status === 'active') return null;
  const what = t(`layerPanel.${status}`);
  return (
    <Alert
      status="warning"
      icon
      title={since ? t('layerPanel.since', { what, since }) : what}
      description={successor && t('layerPanel.successor', { successor })}
    />
  );
}

function Neighbours(props: {
  ids: readonly string[];
  none: string;
  views: ReadonlyMap<string, LayerView>;
  onSelect: (id: string) => void;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { ids, none, views, onSelect } = props;
  if (ids.length === 0) return <Text color="secondary">{none}</Text>;
  return (
    <ul className={styles.list}>
      {ids.map(id => {
        const view = views.get(id);
        return (
          <li key={id} className={styles.line}>
            {view ? (
              <>
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => onSelect(id)}
                >
                  {view.layer.title}
                </Button>
                <LayerStateBadge state={view.cell.state} />
              </>
            ) : (
              <Text>{t('layerPanel.notInCatalog', { layer: id })}</Text>
            )}
          </li>
        );
      })}
    </ul>
  );
}
