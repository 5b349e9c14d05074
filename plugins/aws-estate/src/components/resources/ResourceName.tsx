// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Resource } from '@groundwork/backstage-plugin-groundwork-common';
import { CopyButton } from '@groundwork/backstage-plugin-groundwork-react';
import { RiExternalLinkLine } from '@remixicon/react';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { consoleUrl } from './consoleUrl';
import { ImportLink } from './ImportLink';

/** A resource by its name and type, with its ARN to copy and its place in the AWS console. */
export function ResourceName({ resource }: { resource: Resource }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { arn, name, resourceType } = resource;
  const url = consoleUrl(arn);
  return (
    <span className={styles.lines}>
      <span className={styles.name} title={arn}>
        {name}
      </span>
      <span className={styles.row}>
        <span className={styles.detail}>{resourceType}</span>
        <CopyButton name={t('list.arn', { name })} value={arn} />
        {url && (
          <Link
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t('list.console', { name })}
            title={t('list.console', { name })}
          >
            <RiExternalLinkLine size={16} aria-hidden="true" />
          </Link>
        )}
        <ImportLink resource={resource} />
      </span>
    </span>
  );
}
