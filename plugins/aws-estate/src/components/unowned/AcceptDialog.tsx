// SPDX-License-Identifier: Apache-2.0
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Radio,
  RadioGroup,
  Text,
} from '@backstage/ui';
import {
  type AcceptOwnersAnswer,
  type AcceptOwnersRequest,
  estateManagePermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  CopyButton,
  LoadView,
  estateApiRef,
  usePolling,
} from '@groundwork/backstage-plugin-groundwork-react';
import { RiDownloadLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { awsEstateTranslationRef } from '../../translation';
import pageStyles from '../Page.module.css';
import styles from './AcceptDialog.module.css';
import { downloadText } from './downloadText';
import { PullRequest } from './PullRequest';

const FORMATS = ['entity-patch', 'catalog-file'] as const;

/** Who scrolls by keyboard has to get into a file in which nothing else can be focused. */
const REACHABLE = { tabIndex: 0 } as const;

type Format = (typeof FORMATS)[number];

/** The page of a group shows what its entities have, and nothing of its own: its resources have to be entities. */
function formatFor(owners: AcceptOwnersRequest['owners']): Format {
  const hasGroup = owners.some(({ entityRef }) =>
    entityRef.startsWith('group:'),
  );
  return hasGroup ? 'catalog-file' : 'entity-patch';
}

interface AcceptDialogProps {
  owners: AcceptOwnersRequest['owners'];
  onClose: () => void;
}

/** The accepted owners as a file for a repository, or as a pull request. */
export function AcceptDialog({ owners, onClose }: AcceptDialogProps) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const api = useApi(estateApiRef);
  const [format, setFormat] = useState<Format>(() => formatFor(owners));
  const load = useCallback(
    (signal: AbortSignal) => api.acceptOwners({ owners, format }, { signal }),
    [api, owners, format],
  );
  const state = usePolling(load);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={760}>
      <DialogHeader>{t('accept.title')}</DialogHeader>
      <DialogBody>
        <div className={pageStyles.stack}>
          <RadioGroup
            label={t('accept.format')}
            value={format}
            onChange={value =>
              setFormat(FORMATS.find(each => each === value) ?? format)
            }
          >
            {FORMATS.map(each => (
              <Radio key={each} value={each}>
                {t(`accept.${each}`)}
              </Radio>
            ))}
          </RadioGroup>
          <LoadView state={state} permission={estateManagePermission.name}>
            {answer => <File answer={answer} />}
          </LoadView>
          <PullRequest owners={owners} />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('accept.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function File({ answer }: { answer: AcceptOwnersAnswer }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { fileName, content, hint } = answer;
  return (
    <div className={pageStyles.stack}>
      <div className={pageStyles.head}>
        <Text weight="bold">{fileName}</Text>
        <div className={pageStyles.actions}>
          <CopyButton name={t('accept.copy')} value={content} />
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiDownloadLine />}
            onPress={() => downloadText(fileName, content)}
          >
            {t('accept.download')}
          </Button>
        </div>
      </div>
      <pre
        className={styles.file}
        {...REACHABLE}
        aria-label={t('accept.file', { fileName })}
      >
        {content}
      </pre>
      <Text color="secondary">{hint}</Text>
    </div>
  );
}
