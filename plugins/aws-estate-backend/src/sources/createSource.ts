// SPDX-License-Identifier: Apache-2.0
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import type { SourceSettings } from '../config/EstateConfig';
import { ConfigSource } from './ConfigSource';
import { ResourceExplorerSource } from './ResourceExplorerSource';
import type { ResourceSource } from './ResourceSource';
import { TaggingSource } from './TaggingSource';

/** The source that the configuration chooses. */
export function createSource(options: {
  clients: AwsClients;
  settings: SourceSettings;
}): ResourceSource {
  const { clients, settings } = options;
  switch (settings.kind) {
    case 'config':
      return ConfigSource.create({ clients, settings });
    case 'resource-explorer':
      return ResourceExplorerSource.create({ clients, settings });
    default:
      return TaggingSource.create({ clients });
  }
}
