# SPDX-License-Identifier: Apache-2.0

# Where and for whom this stack runs. Groundwork writes the value into groundwork.auto.tfvars.json.
variable "groundwork" {
  description = "The account, Region, environment and owner of this stack, as Groundwork knows them"
  type = object({
    account_id  = string
    region      = string
    environment = string
    layer       = string
    name        = string
    stack_id    = string
    entity_ref  = string
    owner       = string
  })

  validation {
    condition     = can(regex("^\\d{12}$", var.groundwork.account_id))
    error_message = "groundwork.account_id must be an AWS account id of 12 digits."
  }

  validation {
    condition     = can(regex("^(global|[a-z]{2}(-[a-z]+)+-\\d)$", var.groundwork.region))
    error_message = "groundwork.region must be an AWS Region such as eu-west-1, or global."
  }

  validation {
    condition     = contains(["production", "staging", "development"], var.groundwork.environment)
    error_message = "groundwork.environment must be production, staging or development."
  }

  validation {
    condition     = can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.groundwork.name)) && length(var.groundwork.name) <= 24
    error_message = "groundwork.name must be kebab case and have at most 24 characters."
  }
}

locals {
  # What has no Region is managed from us-east-1.
  region = var.groundwork.region == "global" ? "us-east-1" : var.groundwork.region

  tags = {
    "backstage:entity-ref" = var.groundwork.entity_ref
    "groundwork:stack"     = var.groundwork.stack_id
    "groundwork:layer"     = var.groundwork.layer
    "environment"          = var.groundwork.environment
    "owner"                = var.groundwork.owner
  }
}

provider "aws" {
  region              = local.region
  allowed_account_ids = [var.groundwork.account_id]

  default_tags {
    tags = local.tags
  }
}

data "aws_partition" "current" {}
