// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  type GeneratorRunOptions,
  TechdocsGenerator,
} from '@backstage/plugin-techdocs-node';
import {
  type RendererSettings,
  readRendererSettings,
  rendersWithMkdocs,
} from './renderer';
import { buildSite } from './site/buildSite';

/**
 * Builds a TechDocs site from Markdown without MkDocs, and leaves it to MkDocs where that can run.
 *
 * @public
 */
export class MarkdownTechdocsGenerator extends TechdocsGenerator {
  readonly #settings: RendererSettings;

  /** Reads `groundwork.techdocs.markdown` and `techdocs.generator`. */
  static create(options: {
    config: Config;
    logger: LoggerService;
  }): MarkdownTechdocsGenerator {
    return new MarkdownTechdocsGenerator(options);
  }

  private constructor(options: { config: Config; logger: LoggerService }) {
    const { config, logger } = options;
    super({
      config,
      logger,
      scmIntegrations: ScmIntegrations.fromConfig(config),
    });
    this.#settings = readRendererSettings(config);
  }

  /** {@inheritDoc @backstage/plugin-techdocs-node#GeneratorBase.run} */
  async run(options: GeneratorRunOptions): Promise<void> {
    if (await rendersWithMkdocs(this.#settings)) {
      await super.run(options);
      return;
    }
    const { inputDir, outputDir, etag, logger, siteOptions } = options;
    const { pages, warnings } = await buildSite({
      inputDir,
      outputDir,
      etag,
      defaultName: siteOptions?.name,
    });
    for (const warning of warnings) logger.warn(warning);
    logger.info(`Rendered ${pages} pages from Markdown`);
  }
}
