import type { HumanDuration } from '@backstage/types';

export interface Config {
  groundwork?: {
    estate?: {
      /**
       * Where resources are read from: the Resource Groups Tagging API, AWS Config or Resource Explorer; `tagging` by default.
       */
      source?: 'tagging' | 'config' | 'resource-explorer';
      /** The aggregator that is asked when the source is `config`. */
      config?: {
        /** 12 digits, in quotes: the account of the aggregator. */
        accountId: string;
        /** The Region of the aggregator. */
        region: string;
        /** The aggregator's name. */
        aggregator: string;
      };
      /** Where Resource Explorer is asked when the source is `resource-explorer`. */
      resourceExplorer?: {
        /** 12 digits, in quotes: whose view shows all accounts. Each account is asked itself when left out. */
        accountId?: string;
        /** The Region of the view, with an aggregator index. Each Region is asked itself when left out. */
        region?: string;
        /** The view; the default view of that Region when left out. */
        viewArn?: string;
      };
      /** How often each account and Region is swept; 15 minutes by default. */
      sweepEvery?: HumanDuration | string;
      /** How often the catalog is read for what belongs to whom; 1 minute by default. */
      readCatalogEvery?: HumanDuration | string;
      /** How often connections are tested; 6 hours by default. */
      testConnectionsEvery?: HumanDuration | string;
    };
    organization?: {
      /** Whether active accounts of the organization are swept besides those of `groundwork.accounts`. */
      discover?: boolean;
      /** 12 digits, in quotes: the management account, or the delegated administrator that may list accounts. */
      accountId?: string;
      /** Regions in which discovered accounts are swept. */
      regions?: string[];
      /** What discovered accounts are taken for; production by default. */
      environment?: 'production' | 'staging' | 'development';
    };
  };
}
