export interface Config {
  groundwork?: {
    stacks?: {
      /**
       * The rules that plans keep to, and how strictly: `advisory` is shown, `soft` stops the run until somebody overrides it with a reason,
       * `hard` stops it for good, `off` is not asked. A level holds for all environments, or is an object with one for each.
       */
      policies?: {
        /** Resources carry the tags by which they are found again. Advisory in development, soft elsewhere, by default. */
        'required-tags'?: {
          level?: PolicyLevelConfig;
          /** Keys; backstage:entity-ref, groundwork:stack, groundwork:layer, environment and owner by default. */
          tags?: string[];
          /** Types that need none, as Terraform or CloudFormation names them. */
          exceptTypes?: string[];
        };
        /** Nothing lets the internet in. Soft in development, hard elsewhere, by default. */
        'no-public-ingress'?: {
          level?: PolicyLevelConfig;
          /** Layers whose security groups may be open; api-gateway, cloudfront, global-accelerator, vpn and waf by default. */
          edgeLayers?: string[];
        };
        /** What keeps data encrypts it. Soft in development, hard elsewhere, by default. */
        'encryption-at-rest'?: {
          level?: PolicyLevelConfig;
          /** Types that need not be encrypted, as Terraform or CloudFormation names them. */
          exceptTypes?: string[];
        };
        /** No policy allows everything of a service on everything. Advisory, soft and hard, by default. */
        'no-wildcard-iam'?: {
          level?: PolicyLevelConfig;
          /** Services all of whose actions may be allowed on everything, for example cloudwatch. */
          exceptServices?: string[];
        };
        /** What holds data is neither deleted nor replaced. Soft in development and staging, hard in production, by default. */
        'no-stateful-deletion'?: {
          level?: PolicyLevelConfig;
          /** Types that may go, as Terraform or CloudFormation names them. */
          exceptTypes?: string[];
          /** More types that hold data. */
          alsoTypes?: string[];
          /** What it counts at most in a run that destroys the whole stack; soft by default. */
          destroyAtMost?: 'advisory' | 'soft' | 'hard';
        };
        /** Everything is made in a Region of its account. Hard by default. */
        'allowed-regions'?: {
          level?: PolicyLevelConfig;
          /** Regions that may be used besides those of the account, in all accounts. */
          also?: string[];
        };
        /** What is made fits into the service quotas of the account. Soft by default. */
        'service-quotas'?: {
          level?: PolicyLevelConfig;
          /** Share of a quota that may be used, in percent; 100 by default. */
          mostPercent?: number;
        };
      };
    };
  };
}

type PolicyLevelName = 'off' | 'advisory' | 'soft' | 'hard';

type PolicyLevelConfig =
  | PolicyLevelName
  | {
      production?: PolicyLevelName;
      staging?: PolicyLevelName;
      development?: PolicyLevelName;
    };
