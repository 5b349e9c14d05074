# SPDX-License-Identifier: Apache-2.0

locals {
  # What differs between environments.
  environment = {
    production  = { minimum_deletion_window_in_days = 30 }
    staging     = { minimum_deletion_window_in_days = 14 }
    development = { minimum_deletion_window_in_days = 7 }
  }[var.groundwork.environment]

  partition = data.aws_partition.current.partition
  account   = var.groundwork.account_id

  # These services call KMS in their own name; the condition keeps other accounts' resources out.
  services_by_themselves = {
    cloudtrail = {
      principal = "cloudtrail.amazonaws.com"
      condition = { ArnLike = { "aws:SourceArn" = "arn:${local.partition}:cloudtrail:*:${local.account}:trail/*" } }
    }
    cloudwatch = {
      principal = "cloudwatch.amazonaws.com"
      condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }
    config = {
      principal = "config.amazonaws.com"
      condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }
    events = {
      principal = "events.amazonaws.com"
      condition = { StringEquals = { "aws:SourceAccount" = local.account } }
    }
    logs = {
      principal = "logs.${local.region}.amazonaws.com"
      condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:${local.partition}:logs:${local.region}:${local.account}:*" } }
    }
  }

  # All others call KMS with the rights of whoever called them. (ec2 stands for EBS volumes.)
  via_services = [for service in sort(var.services) : "${service}.${local.region}.amazonaws.com" if !contains(keys(local.services_by_themselves), service)]
  own_services = [for service in sort(var.services) : service if contains(keys(local.services_by_themselves), service)]

  administration = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
  ]

  use = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]

  # Without the first statement a key whose administrators are gone can never be changed again.
  account_statement = {
    Sid       = "LetIamPoliciesDecide"
    Effect    = "Allow"
    Principal = { AWS = "arn:${local.partition}:iam::${local.account}:root" }
    Action    = "kms:*"
    Resource  = "*"
  }

  administrator_statements = [for arns in [var.administrator_arns] : {
    Sid       = "Administer"
    Effect    = "Allow"
    Principal = { AWS = sort(arns) }
    Action    = local.administration
    Resource  = "*"
  } if length(arns) > 0]

  via_service_statements = [for services in [local.via_services] : {
    Sid       = "UseThroughServices"
    Effect    = "Allow"
    Principal = { AWS = "*" }
    Action    = local.use
    Resource  = "*"
    Condition = { StringEquals = { "kms:CallerAccount" = local.account, "kms:ViaService" = services } }
  } if length(services) > 0]

  # A service that keeps data on behalf of a caller, such as EBS, does so by a grant.
  grant_statements = [for services in [local.via_services] : {
    Sid       = "GrantToServices"
    Effect    = "Allow"
    Principal = { AWS = "*" }
    Action    = "kms:CreateGrant"
    Resource  = "*"
    Condition = {
      StringEquals = { "kms:CallerAccount" = local.account, "kms:ViaService" = services }
      Bool         = { "kms:GrantIsForAWSResource" = "true" }
    }
  } if length(services) > 0]

  own_service_statements = [for service in local.own_services : {
    Sid       = "UseBy${title(service)}"
    Effect    = "Allow"
    Principal = { Service = local.services_by_themselves[service].principal }
    Action    = local.use
    Resource  = "*"
    Condition = local.services_by_themselves[service].condition
  }]
}

resource "aws_kms_key" "this" {
  description             = "${var.groundwork.name} (${var.groundwork.environment})"
  key_usage               = "ENCRYPT_DECRYPT"
  enable_key_rotation     = true
  rotation_period_in_days = var.rotation_period_in_days
  deletion_window_in_days = var.deletion_window_in_days
  multi_region            = var.multi_region

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [local.account_statement],
      local.administrator_statements,
      local.via_service_statements,
      local.grant_statements,
      local.own_service_statements,
    )
  })
}

resource "aws_kms_alias" "this" {
  name          = "alias/groundwork/${var.groundwork.name}"
  target_key_id = aws_kms_key.this.key_id
}
