// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import { fetchContents } from '@backstage/plugin-scaffolder-node';
import type { BundleFile } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';

const MOST_FILES = 500;
const MOST_BYTES = 5_000_000;

/** The ending of files that a form is rendered into. */
const RENDERED = '.njk';

/** What the newest version of a layer has, before a form is rendered into it. */
export interface LayerSource {
  /** With the paths that they have in a bundle. */
  files: BundleFile[];
  /** Paths of what is rendered, which differs from stack to stack. */
  rendered: string[];
}

/** Reads the code of layers from where their templates are. */
export class LayerSources {
  readonly #reader: UrlReaderService;
  readonly #integrations: ScmIntegrations;

  static create(options: {
    urlReader: UrlReaderService;
    integrations: ScmIntegrations;
  }): LayerSources {
    return new LayerSources(options.urlReader, options.integrations);
  }

  private constructor(reader: UrlReaderService, integrations: ScmIntegrations) {
    this.#reader = reader;
    this.#integrations = integrations;
  }

  async read(template: Entity, engine: Engine): Promise<LayerSource> {
    const folder = await mkdtemp(join(tmpdir(), 'groundwork-layer-'));
    try {
      await fetchContents({
        reader: this.#reader,
        integrations: this.#integrations,
        baseUrl: baseUrlOf(template),
        fetchUrl: `./skeleton/${engine}`,
        outputPath: folder,
      });
      const files = await readFolder(folder, engine);
      const isRendered = ({ path }: BundleFile) => path.endsWith(RENDERED);
      return {
        files: files.filter(file => !isRendered(file)),
        rendered: files
          .filter(isRendered)
          .map(({ path }) => path.slice(0, -RENDERED.length)),
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** A file location is believed of the catalog alone: anybody can write the other annotation. */
function baseUrlOf({ metadata }: Entity): string {
  const { annotations = {} } = metadata;
  const written = annotations[ANNOTATION_SOURCE_LOCATION];
  const source = written ? parseLocationRef(written) : undefined;
  if (source?.type === 'url') return source.target;
  const managed = annotations[ANNOTATION_LOCATION];
  const location = managed ? parseLocationRef(managed) : undefined;
  if (location?.type === 'url') return location.target;
  if (location?.type === 'file') return `file://${location.target}`;
  throw new InputError(
    `The template ${metadata.name} does not say where its files are; register it from a repository`,
  );
}

async function readFolder(
  folder: string,
  engine: Engine,
): Promise<BundleFile[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  if (paths.length > MOST_FILES) {
    throw new InputError(
      `The layer has ${paths.length} files, more than the ${MOST_FILES} that are compared`,
    );
  }
  const sizes = await Promise.all(paths.map(path => stat(path)));
  const bytes = sizes.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MOST_BYTES) {
    throw new InputError(
      `The layer has ${bytes} bytes, more than the ${MOST_BYTES} that are compared`,
    );
  }
  return Promise.all(
    paths.map(async path => ({
      path: `${engine}/${relative(folder, path).split(sep).join('/')}`,
      content: await readFile(path),
    })),
  );
}
