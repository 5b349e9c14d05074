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

interface NoOutputsProps {
  layer: string;
  hasTarget: boolean;
  otherRegions?: boolean;
  isRequired?: boolean;
}

function textOf({ hasTarget, otherRegions, isRequired }: NoOutputsProps) {
  if (!isRequired) return 'output.noneNeeded';
  if (!hasTarget) return 'output.noneAnywhere';
  return otherRegions ? 'output.noneElsewhere' : 'output.none';
}

/** Says that nothing can be chosen yet, and leads to where it is made. What is not required is no reason to warn. */
export function NoOutputs(props: NoOutputsProps) {
  const { t } = useTranslationRef(scaffolderGroundworkTranslationRef);
  const { layer, isRequired } = props;
  const href = useTemplateHref(layer);
  return (
    <Alert
      status={isRequired ? 'warning' : 'info'}
      icon
      title={t(textOf(props), { layer })}
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
