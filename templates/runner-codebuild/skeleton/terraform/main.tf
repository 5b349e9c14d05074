# SPDX-License-Identifier: Apache-2.0

locals {
  # What differs between environments.
  environment = {
    production  = { log_retention_in_days = 365, key_deletion_window_in_days = 30 }
    staging     = { log_retention_in_days = 90, key_deletion_window_in_days = 14 }
    development = { log_retention_in_days = 30, key_deletion_window_in_days = 7 }
  }[var.groundwork.environment]

  # What an image of CodeBuild fetches; an image of one's own brings it.
  node_version      = 24
  terraform_version = "1.15.9"

  partition         = data.aws_partition.current.partition
  account           = var.groundwork.account_id
  name              = "groundwork-runner-${var.groundwork.name}"
  bucket            = "gw-runner-${var.groundwork.name}-${local.account}-${local.region}"
  log_group         = "/groundwork/runner/${var.groundwork.name}"
  job_key_parameter = "/groundwork/runner/${var.groundwork.name}/job-key"

  bucket_arn    = "arn:${local.partition}:s3:::${local.bucket}"
  log_group_arn = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:${local.log_group}"
  project_arn   = "arn:${local.partition}:codebuild:${local.region}:${local.account}:project/${local.name}"

  is_of_codebuild = startswith(var.image, "aws/codebuild/")
  is_in_vpc       = var.vpc_id != ""

  terraform_archive = "terraform_${local.terraform_version}_linux_amd64.zip"
  terraform_release = "https://releases.hashicorp.com/terraform/${local.terraform_version}"

  buildspec_of_codebuild = jsonencode({
    version = "0.2"
    phases = {
      install = {
        "runtime-versions" = { nodejs = local.node_version }
        commands = [
          "curl -fsSLO ${local.terraform_release}/${local.terraform_archive}",
          "curl -fsSL ${local.terraform_release}/terraform_${local.terraform_version}_SHA256SUMS | grep ' ${local.terraform_archive}$' | sha256sum --check --strict -",
          "unzip -q -o ${local.terraform_archive} terraform -d /usr/local/bin",
        ]
      }
      build = {
        commands = ["npx --yes --package '@groundwork/backstage-plugin-aws-stacks-runner@${var.runner_version}' groundwork-remote-runner"]
      }
    }
  })

  buildspec_of_own_image = jsonencode({
    version = "0.2"
    phases  = { build = { commands = ["groundwork-remote-runner"] } }
  })
}

resource "aws_codebuild_project" "this" {
  name                   = local.name
  description            = "Runs the plans and applies of Groundwork"
  service_role           = aws_iam_role.this.arn
  encryption_key         = aws_kms_key.this.arn
  concurrent_build_limit = var.concurrent_build_limit

  # The engine sets the timeout of each build. A build that was not started within half an hour has changed nothing.
  build_timeout  = 60
  queued_timeout = 30

  source {
    type      = "NO_SOURCE"
    buildspec = local.is_of_codebuild ? local.buildspec_of_codebuild : local.buildspec_of_own_image
  }

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    type                        = "LINUX_CONTAINER"
    compute_type                = "BUILD_GENERAL1_MEDIUM"
    image                       = var.image
    image_pull_credentials_type = local.is_of_codebuild ? "CODEBUILD" : "SERVICE_ROLE"
    privileged_mode             = false

    environment_variable {
      name  = "GROUNDWORK_JOB_KEY_PARAMETER"
      type  = "PLAINTEXT"
      value = local.job_key_parameter
    }
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.this.name
    }
  }

  dynamic "vpc_config" {
    for_each = local.is_in_vpc ? [var.vpc_id] : []

    content {
      vpc_id             = vpc_config.value
      subnets            = var.subnet_ids
      security_group_ids = var.security_group_ids
    }
  }

  depends_on = [aws_iam_role_policy_attachment.this]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group
  retention_in_days = local.environment.log_retention_in_days
  kms_key_id        = aws_kms_key.this.arn
}

resource "aws_kms_key" "this" {
  description             = "Jobs of the runner ${var.groundwork.name} (${var.groundwork.environment})"
  key_usage               = "ENCRYPT_DECRYPT"
  enable_key_rotation     = true
  deletion_window_in_days = local.environment.key_deletion_window_in_days

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "LetIamPoliciesDecide"
        Effect    = "Allow"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "UseByLogs"
        Effect    = "Allow"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = local.log_group_arn } }
      },
    ]
  })
}

resource "aws_kms_alias" "this" {
  name          = "alias/groundwork-runner/${var.groundwork.name}"
  target_key_id = aws_kms_key.this.key_id
}
