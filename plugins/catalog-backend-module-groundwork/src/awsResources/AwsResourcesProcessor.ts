// SPDX-License-Identifier: Apache-2.0
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  type CatalogProcessor,
  type CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import { ANNOTATION_HAS_AWS_RESOURCES } from '@groundwork/backstage-plugin-groundwork-common';
import { type AwsResourcesKnowledge, canShow } from './AwsResourcesKnowledge';

/** The key by which an entity is processed again when what is known of it changes. */
export function refreshKeyOf(entityRef: string): string {
  return `groundwork-aws-resources:${entityRef}`;
}

/** Annotates entities with whether they have something to show of AWS. Asks nobody: it reads what this process knows. */
export class AwsResourcesProcessor implements CatalogProcessor {
  readonly #knowledge: AwsResourcesKnowledge;

  static create(knowledge: AwsResourcesKnowledge): AwsResourcesProcessor {
    return new AwsResourcesProcessor(knowledge);
  }

  private constructor(knowledge: AwsResourcesKnowledge) {
    this.#knowledge = knowledge;
  }

  getProcessorName(): string {
    return 'GroundworkAwsResourcesProcessor';
  }

  /** Replaces what a catalog file says; what is not known is left out. */
  async preProcessEntity(
    entity: Entity,
    _location: unknown,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const { [ANNOTATION_HAS_AWS_RESOURCES]: stated, ...others } =
      entity.metadata.annotations ?? {};
    if (!canShow(entity.kind)) {
      return stated === undefined ? entity : annotated(entity, others);
    }
    const ref = stringifyEntityRef(entity);
    emit(processingResult.refresh(refreshKeyOf(ref)));
    const shows = this.#knowledge.shows(ref);
    return annotated(
      entity,
      shows === undefined
        ? others
        : { ...others, [ANNOTATION_HAS_AWS_RESOURCES]: String(shows) },
    );
  }
}

function annotated(
  entity: Entity,
  annotations: Record<string, string>,
): Entity {
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
