import type { HumanDuration } from '@backstage/types';

export interface Config {
  groundwork?: {
    /** The AWS accounts that can be planned into. */
    accounts?: Array<{
      /** 12 digits, in quotes. */
      accountId: string;
      /** What people call it. */
      name: string;
      /** Decides who has to approve: production, staging or development; prod, stage and dev are read too. */
      environment:
        | 'production'
        | 'staging'
        | 'development'
        | 'prod'
        | 'stage'
        | 'dev';
      /** Regions that can be chosen; `global` always can. */
      regions: string[];
      /** Entity ref of the group that owns the account. */
      owner?: string;
      /** Layers that stand already, made outside Groundwork. */
      provides?: string[];
      roles?: {
        /** ARN of the role that plans: reads everything, writes the state lock. */
        plan?: string;
        /** ARN of the role that applies and verifies. */
        apply?: string;
        /** ARN of the role that fixes findings. */
        remediate?: string;
        /**
         * External id that the roles ask for.
         * @visibility secret
         */
        externalId?: string;
      };
      /** Where Terraform keeps its states; `groundwork-tfstate-<accountId>-<region>` by default. */
      stateBucket?: {
        name?: string;
        region?: string;
        kmsKeyArn?: string;
      };
      cdk?: {
        /** Qualifier that this account was bootstrapped with. */
        qualifier?: string;
      };
    }>;
    stacks?: {
      /** Folder for bundles, saved plans and the key; `.groundwork/stacks` by default. */
      dataDirectory?: string;
      /**
       * 32 bytes in base64 that seal bundles, plans and secrets; without it a key file is made in the data directory.
       * @visibility secret
       */
      encryptionKey?: string;
      /** Who has to agree before a plan is applied. By default other, requester and auto. */
      approvals?: {
        production?: ApprovalConfig;
        staging?: ApprovalConfig;
        development?: ApprovalConfig;
        /**
         * Who has to agree besides, by environment and change; the strictest of each counts. By default two of the
         * account's owners in production, for every risk.
         */
        rules?: Array<{
          /** Every run when left out. */
          when?: {
            environments?: Array<'production' | 'staging' | 'development'>;
            /** Any of these. */
            risks?: Array<
              | 'replace'
              | 'delete-stateful'
              | 'iam-broadening'
              | 'policy-override'
              | 'import-extra'
              | 'destroy'
            >;
          };
          rule: 'auto' | 'requester' | 'other';
          /** How many people have to agree; 1 by default. */
          required?: number;
          /** `account-owner`, or entity refs of groups and people of whom an approver has to be one. */
          approvers?: 'account-owner' | string[];
        }>;
      };
      /** Times in which nothing is applied; plans and approvals go on. */
      freezes?: Array<{
        /** Kebab case, unique. */
        name: string;
        scope:
          | { kind: 'everything' }
          | {
              kind: 'environment';
              environment: 'production' | 'staging' | 'development';
            }
          | { kind: 'account'; accountId: string };
        /** People whose runs wait are told. */
        reason: string;
        /** An instant in UTC, such as 2026-12-18T00:00:00Z. */
        from?: string;
        /** Without it, the freeze is on until it is taken out of the configuration. */
        until?: string;
        /** Instead of from and until: again and again. */
        schedule?: {
          /** When it begins, for example `0 18 * * 5`. */
          cron: string;
          duration: HumanDuration | string;
          /** For example Europe/Berlin; UTC by default. */
          timeZone?: string;
        };
      }>;
      /** What has to be said of a change. */
      changeRecord?: {
        /** Environments in which a run needs a ticket; none by default. */
        required?: Array<'production' | 'staging' | 'development'>;
        /** Regular expression that the whole id of a ticket has to fit. */
        ticketPattern?: string;
        /** Address of a ticket, with `{ticket}` in it. */
        ticketUrl?: string;
      };
      /**
       * Whether a run is refused while a layer that its own requires does not stand in the account and Region, or only
       * warned of; `enforce` by default.
       */
      layerRequirements?: 'enforce' | 'advisory';
      /** The way that code takes through the environments. */
      promotion?: {
        /** First to last; development, staging, production by default. */
        order?: Array<'development' | 'staging' | 'production'>;
        /** Where only code is applied that has succeeded in the environment before; nowhere by default. */
        required?: {
          environments?: Array<'development' | 'staging' | 'production'>;
          /** Account ids, in quotes. */
          accounts?: string[];
        };
      };
      /** What is removed when it is older, once a day; nothing is where nothing is set. At least a day each. */
      retention?: {
        /** Runs that ended, but the last ones of each stack. */
        runs?: HumanDuration | string;
        /** Entries of the audit; a checkpoint keeps the rest verifiable. */
        audit?: HumanDuration | string;
        /** Logs of runs that ended; their changes of state stay. */
        events?: HumanDuration | string;
      };
      /** How long a plan may be applied; 24 hours by default. */
      planExpiry?: HumanDuration | string;
      concurrency?: {
        /** Runners at work at once; 4 by default. */
        total?: number;
        /** Runners at work at once in one account; 2 by default. */
        perAccount?: number;
      };
      /** Whether stacks are looked at for what was changed past their source. */
      drift?: {
        /** Looks without anybody asking; true by default. A look that is asked for is always taken. */
        enabled?: boolean;
        /** How often each stack is looked at, at least every 5 minutes; 6 hours by default, give or take a tenth. */
        every?: HumanDuration | string;
        /** Looks at once, over all replicas; 1 by default. They count among the runners of an account. */
        concurrency?: number;
      };
      terraform?: {
        /** Terraform or OpenTofu: a path, or a name that is looked for on the PATH. */
        binary?: string;
        /** Folder with a filesystem mirror; without it providers are downloaded. */
        providerMirror?: string;
        /** The versions that may be used; any when absent. */
        versions?: string[];
        /** Providers that sources may use: namespace/type, with the host of another registry in front; hashicorp/aws by default, which must be among them. */
        allowedProviders?: string[];
        /**
         * Modules that sources may use besides those of their bundle: namespace/name/provider of a registry, at an exact version,
         * or git::https://…, at a commit; none by default.
         */
        allowedModules?: string[];
      };
      cdk?: {
        /** Bootstrap qualifier of accounts that name none; `hnb659fds` by default. */
        qualifier?: string;
        /** Whether a destruction may take termination protection off before it deletes; false by default. */
        liftTerminationProtection?: boolean;
      };
      runner?: {
        /** Where jobs run: as processes of the backend's host, or as builds of AWS CodeBuild; local by default. */
        kind?: 'local' | 'codebuild';
        /** Accounts whose jobs run elsewhere than those of the others. */
        accounts?: Array<{
          accountId: string;
          kind: 'local' | 'codebuild';
        }>;
        /** Where builds are started; the outputs of the layer runner-codebuild. Needed as soon as one job runs there. */
        codebuild?: {
          /** Of project, bucket and key; the backend has credentials for it by `aws.accounts`. */
          accountId: string;
          region: string;
          /** Name of the project. */
          project: string;
          /** Through which backend and builds talk. */
          bucket: string;
          /** Encrypts all that is in the bucket. */
          kmsKeyArn: string;
          /** Below which the objects are; ends with a slash, `jobs/` by default. */
          keyPrefix?: string;
        };
        /** Proxies and certificates of the engines, where they differ from the backend's own environment. */
        environment?: {
          HTTP_PROXY?: string;
          HTTPS_PROXY?: string;
          NO_PROXY?: string;
          SSL_CERT_FILE?: string;
          SSL_CERT_DIR?: string;
          AWS_CA_BUNDLE?: string;
          NODE_EXTRA_CA_CERTS?: string;
        };
      };
      timeouts?: {
        /** 20 minutes by default. */
        plan?: HumanDuration | string;
        /** 2 hours by default. */
        apply?: HumanDuration | string;
        /** 20 minutes by default. */
        verify?: HumanDuration | string;
        /** 5 minutes by default. */
        unlock?: HumanDuration | string;
        /** How long an interrupted engine may take to end by itself; 10 minutes by default. */
        grace?: HumanDuration | string;
        /** How long Terraform waits for a state lock; 5 minutes by default. */
        lock?: HumanDuration | string;
      };
    };
  };
}

type ApprovalConfig =
  | 'auto'
  | 'requester'
  | 'other'
  | {
      rule: 'auto' | 'requester' | 'other';
      /** How many people have to agree; 1 by default. */
      required?: number;
    };
