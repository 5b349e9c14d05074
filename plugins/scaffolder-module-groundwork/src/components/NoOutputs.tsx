// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import { scaffolderGroundworkTranslationRef } from '../translation';

const TEMPLATE_PATH = /^(.*\/templates\/[^/]+)\/[^/]+$/;

/** The form of another layer, beside the form one is in: a layer's template has the layer's name. */
function useTemplateHref(layer: string): string | undefined {
  const siblings = useLocation().pathname.match(TEMPLATE_PATH)?.[1];
  return siblings && `${siblings}/${layer}`;
}

/** Says that nothing can be chosen yet, and leads to where it is made. */
export function NoOutputs(props: { layer: string; hasTarget: boolean }) {
  const { t } = useTranslationRef(scaffolderGroundworkTranslationRef);
  const { layer, hasTarget } = props;
  const href = useTemplateHref(layer);
  return (
    <Alert
      status="warning"
      icon
      title={t(hasTarget ? 'output.none' : 'output.noneAnywhere', { layer })}
      description={
        href && (
          <Link href={href} target="_blank" rel="noopener">
            {t('output.create', { layer })}
          </Link>
        )
      }
    />
  );
}
