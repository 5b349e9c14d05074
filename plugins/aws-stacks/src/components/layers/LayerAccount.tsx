// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Link, Text } from '@backstage/ui';
import type {
  Environment,
  LayerInAccount,
  LayerNode,
  LayerStack,
} from '@groundwork/backstage-plugin-groundwork-common';
import { AccountLabel } from '@groundwork/backstage-plugin-groundwork-react';
import { useStackLinks } from '../../hooks/useStackLinks';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Layers.module.css';
import { LayerStateBadge } from './LayerStateBadge';
import { type LayerView, titleOf } from './layerViews';

interface LayerAccountProps {
  layer: LayerNode;
  account: LayerInAccount;
  environment: Environment;
  views: ReadonlyMap<string, LayerView>;
  nameOf: (accountId: string) => string | undefined;
}

/** How a layer stands in an account: its stacks, what it waits for, and where it can be begun. */
export function LayerAccount(props: LayerAccountProps) {
  const { account, nameOf } = props;
  const { accountId, state, stacks } = account;
  return (
    <div className={styles.inAccount}>
      <div className={styles.line}>
        <AccountLabel accountId={accountId} name={nameOf(accountId)} />
        <LayerStateBadge state={state} />
      </div>
      {stacks.length > 0 && (
        <ul className={styles.list}>
          {stacks.map(stack => (
            <StackLine key={stack.stackId} stack={stack} />
          ))}
        </ul>
      )}
      <AccountNotes {...props} />
      <StartLinks {...props} />
    </div>
  );
}

function StackLine({ stack }: { stack: LayerStack }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { stackId, name, region, state, runId } = stack;
  return (
    <li className={styles.line}>
      <Link href={links.stack(stackId)}>
        {t('layerPanel.stack', { stack: name })}
      </Link>
      <Text variant="body-small" color="secondary">
        {region}
      </Text>
      <LayerStateBadge state={state} />
      {runId && <Link href={links.run(runId)}>{t('layerPanel.run')}</Link>}
    </li>
  );
}

function AccountNotes({ account, views }: LayerAccountProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { state, stacks, hidden, blockedBy } = account;
  const notes = [
    ...(state === 'provided' ? [t('layerPanel.provided')] : []),
    ...(hidden > 0 ? [t('layerPanel.hidden', { count: hidden })] : []),
    ...(stacks.length + hidden === 0 && state !== 'provided'
      ? [t('layerPanel.noStacks')]
      : []),
    ...blockedBy.map(({ layer, reason }) =>
      t('layerPanel.waits', {
        layer: titleOf(views, layer),
        reason: t(`missingLayer.${reason}`),
      }),
    ),
  ];
  return (
    <>
      {notes.map(note => (
        <Text key={note} color="secondary">
          {note}
        </Text>
      ))}
    </>
  );
}

/** To the form of the layer, filled in with the place. */
function StartLinks(props: LayerAccountProps) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const links = useStackLinks();
  const { layer, account, environment, nameOf } = props;
  const { accountId, startIn } = account;
  if (startIn.length === 0 || !links.mayOpenForms) return null;
  return (
    <div className={styles.line}>
      {startIn.map(region => (
        <ButtonLink
          key={region}
          size="small"
          variant="secondary"
          href={
            links.form({
              templateRef: layer.templateRef,
              formData: { target: { accountId, region, environment } },
            }) ?? ''
          }
          aria-label={t('layerPanel.startLabel', {
            layer: layer.title,
            account: nameOf(accountId) ?? accountId,
            region,
          })}
        >
          {t('layerPanel.start', { region })}
        </ButtonLink>
      ))}
    </div>
  );
}
