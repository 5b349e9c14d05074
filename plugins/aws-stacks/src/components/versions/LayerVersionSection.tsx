// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import {
  type StackDetail,
  type StackUpgrade,
  isBehind,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  Facts,
  LoadView,
  Section,
  SkeletonRows,
  stacksApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useCallback, useState } from 'react';
import { useLayerVersions } from '../../hooks/useLayerVersions';
import { awsStacksTranslationRef } from '../../translation';
import { LayerVersionBadge } from './LayerVersionBadge';
import { SourceDiff } from './SourceDiff';
import { UpgradeDialog } from './UpgradeDialog';

/** Which version of its layer a stack has, and what the newest one changes. */
export function LayerVersionSection({ stack }: { stack: StackDetail }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { newestOf } = useLayerVersions();
  const [isShown, setShown] = useState(false);
  const newest = newestOf(stack.layer);
  if (!stack.sourceDigest) return null;
  const isOld = isBehind(stack.layerVersion, newest);
  return (
    <Section title={t('version.title')}>
      <Flex direction="column" gap="3">
        <Facts
          facts={[
            [
              t('version.from'),
              <LayerVersionBadge key="from" stack={stack} newest={newest} />,
            ],
            [t('version.to'), newest],
          ]}
        />
        {!newest && <Text color="secondary">{t('version.unknown')}</Text>}
        {newest && !isOld && (
          <Text color="secondary">{t('version.newest')}</Text>
        )}
        {isOld && !isShown && (
          <div>
            <Button
              size="small"
              variant="secondary"
              onPress={() => setShown(true)}
            >
              {t('version.show')}
            </Button>
          </div>
        )}
        {isOld && isShown && <Upgrade stack={stack} />}
      </Flex>
    </Section>
  );
}

/** The source of the newest version is read only when somebody asks for it. */
function Upgrade({ stack }: { stack: StackDetail }) {
  const api = useApi(stacksApiRef);
  const load = useCallback(
    (signal: AbortSignal) => api.getStackUpgrade(stack.id, { signal }),
    [api, stack.id],
  );
  const state = usePolling(load);
  return (
    <LoadView
      state={state}
      permission={stackReadPermission.name}
      skeleton={<SkeletonRows rows={2} />}
    >
      {upgrade => <Changes stack={stack} upgrade={upgrade} />}
    </LoadView>
  );
}

function Changes(props: { stack: StackDetail; upgrade: StackUpgrade }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { stack, upgrade } = props;
  const [isAsked, setAsked] = useState(false);
  const { layer, to, missing, mayUpgrade } = upgrade;
  return (
    <>
      <ChangedFiles upgrade={upgrade} />
      {mayUpgrade && missing.length === 0 && to && (
        <div>
          <Button size="small" variant="primary" onPress={() => setAsked(true)}>
            {t('version.upgrade')}
          </Button>
        </div>
      )}
      {isAsked && to && (
        <UpgradeDialog
          layer={layer}
          version={to}
          stacks={[stack]}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}

function ChangedFiles({ upgrade }: { upgrade: StackUpgrade }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { files, fileCount, unreadable, missing, unknown } = upgrade;
  const changes =
    fileCount === 0
      ? t('version.noChanges')
      : t('version.changes', { count: fileCount });
  return (
    <>
      {unreadable ? (
        <Alert
          status="warning"
          icon
          title={t('version.unreadable', { message: unreadable })}
        />
      ) : (
        <Text>{changes}</Text>
      )}
      {files.map(file => (
        <SourceDiff key={file.path} file={file} />
      ))}
      {fileCount > files.length && (
        <Text color="secondary">
          {t('version.capped', { shown: String(files.length) })}
        </Text>
      )}
      {missing.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('version.missing', { names: missing.join(', ') })}
        />
      )}
      {unknown.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('version.gone', { names: unknown.join(', ') })}
        />
      )}
    </>
  );
}
