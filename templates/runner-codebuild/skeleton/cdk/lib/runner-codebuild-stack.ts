// SPDX-License-Identifier: Apache-2.0
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import {
  CfnProject,
  ComputeType,
  LinuxBuildImage,
  Project,
} from 'aws-cdk-lib/aws-codebuild';
import {
  AccountRootPrincipal,
  PolicyDocument,
  PolicyStatement,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Alias, Key, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { createRole, createSubmitPolicy } from './access.ts';
import { buildSpecOf, isOfCodebuild } from './buildspec.ts';
import { environments } from './inputs.ts';
import type { RunnerCodebuildInputs } from './inputs.ts';
import { createJobsBucket } from './jobs-bucket.ts';
import { LayerStack } from './layer-stack.ts';
import type { LayerContext } from './layer-stack.ts';
import { namesOf } from './names.ts';
import type { RunnerNames } from './names.ts';

/** A CodeBuild project that runs plans and applies, its role, its bucket of jobs, its key and its log. */
export class RunnerCodebuildStack extends LayerStack {
  readonly #names: RunnerNames;

  constructor(app: App, context: LayerContext, inputs: RunnerCodebuildInputs) {
    super(app, context);
    const { name, environment } = context;
    this.#names = namesOf(this, name);
    const key = this.#createKey();
    const bucket = createJobsBucket(this, {
      bucketName: this.#names.bucket,
      key,
    });
    const logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: this.#names.logGroup,
      encryptionKey: key,
      retention: environments[environment].logRetentionInDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const runner = { name, names: this.#names, key, inputs };
    const role = createRole(this, runner);
    const submitPolicy = createSubmitPolicy(this, runner);
    const project = this.#createProject(inputs, { key, role, logGroup });
    this.#addOutputs({
      ProjectName: [project.projectName, 'Name of the project'],
      BucketName: [bucket.bucketName, 'Name of the bucket of jobs'],
      KmsKeyArn: [key.keyArn, 'ARN of the key of jobs'],
      RoleArn: [
        role.roleArn,
        'ARN of the role of builds, which the plan and apply roles have to trust',
      ],
      SubmitPolicyArn: [
        submitPolicy.managedPolicyArn,
        'ARN of the policy with which the backend submits runs',
      ],
      JobKeyParameter: [
        this.#names.jobKeyParameter,
        'Name of the parameter that holds the key which opens jobs; people fill it',
      ],
      LogGroupName: [logGroup.logGroupName, 'Name of the log group of builds'],
    });
  }

  #addOutputs(outputs: Record<string, [value: string, description: string]>) {
    for (const [name, [value, description]] of Object.entries(outputs)) {
      this.output(name, value, description);
    }
  }

  #createKey(): Key {
    const { name, environment } = this.context;
    const key = new Key(this, 'Key', {
      description: `Jobs of the runner ${name} (${environment})`,
      keyUsage: KeyUsage.ENCRYPT_DECRYPT,
      enableKeyRotation: true,
      pendingWindow: Duration.days(
        environments[environment].keyDeletionWindowInDays,
      ),
      // Deletion waits for the window, in which it can be taken back.
      removalPolicy: RemovalPolicy.DESTROY,
      policy: new PolicyDocument({
        minimize: false,
        statements: [
          new PolicyStatement({
            sid: 'LetIamPoliciesDecide',
            principals: [new AccountRootPrincipal()],
            actions: ['kms:*'],
            resources: ['*'],
          }),
          this.#useByLogs(),
        ],
      }),
    });
    new Alias(this, 'Alias', {
      aliasName: `alias/groundwork-runner/${name}`,
      targetKey: key,
    });
    return key;
  }

  #useByLogs(): PolicyStatement {
    return new PolicyStatement({
      sid: 'UseByLogs',
      principals: [new ServicePrincipal(`logs.${this.region}.amazonaws.com`)],
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKey*',
        'kms:ReEncrypt*',
      ],
      resources: ['*'],
      conditions: {
        ArnEquals: {
          'kms:EncryptionContext:aws:logs:arn': this.#names.logGroupArn,
        },
      },
    });
  }

  #createProject(
    inputs: RunnerCodebuildInputs,
    { key, role, logGroup }: { key: Key; role: Role; logGroup: LogGroup },
  ): Project {
    const project = new Project(this, 'Project', {
      projectName: this.#names.project,
      description: 'Runs the plans and applies of Groundwork',
      role: role.withoutPolicyUpdates(),
      encryptionKey: key,
      grantReportGroupPermissions: false,
      concurrentBuildLimit: inputs.concurrentBuildLimit,
      // The engine sets the timeout of each build. A build that was not started within half an hour has changed nothing.
      timeout: Duration.minutes(60),
      queuedTimeout: Duration.minutes(30),
      buildSpec: buildSpecOf(inputs),
      environment: {
        computeType: ComputeType.MEDIUM,
        buildImage: isOfCodebuild(inputs)
          ? LinuxBuildImage.fromCodeBuildImageId(inputs.image)
          : LinuxBuildImage.fromDockerRegistry(inputs.image),
        privileged: false,
        environmentVariables: {
          GROUNDWORK_JOB_KEY_PARAMETER: { value: this.#names.jobKeyParameter },
        },
      },
      logging: { cloudWatch: { logGroup } },
    });
    this.#joinVpc(project, inputs);
    Validations.of(project).acknowledge({
      id: 'AwsSolutions-CB5',
      reason: 'An image of ECR is of this organization and holds the runner',
    });
    return project;
  }

  /** Set on the resource, because the construct would look for a VPC and give the role a policy of its own. */
  #joinVpc(project: Project, inputs: RunnerCodebuildInputs): void {
    const { defaultChild: resource } = project.node;
    if (inputs.vpcId === '' || !(resource instanceof CfnProject)) return;
    resource.vpcConfig = {
      vpcId: inputs.vpcId,
      subnets: [...inputs.subnetIds],
      securityGroupIds: [...inputs.securityGroupIds],
    };
  }
}
