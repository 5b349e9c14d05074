# SPDX-License-Identifier: Apache-2.0

variable "image" {
  description = "An image of CodeBuild, which fetches Terraform and the runner in each build, or one of ECR that holds them"
  type        = string
  default     = "aws/codebuild/amazonlinux-x86_64-standard:5.0"

  validation {
    condition     = can(regex("^(aws/codebuild/(amazonlinux-x86_64-)?standard:\\d+\\.\\d+|\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/[a-z0-9./_-]+(:[\\w.-]+|@sha256:[0-9a-f]{64}))$", var.image)) && length(var.image) <= 300
    error_message = "image must match ^(aws/codebuild/(amazonlinux-x86_64-)?standard:\\d+\\.\\d+|\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/[a-z0-9./_-]+(:[\\w.-]+|@sha256:[0-9a-f]{64}))$ and have at most 300 characters."
  }
}

variable "runner_version" {
  description = "Version of @groundwork/backstage-plugin-aws-stacks-runner; that of the backend"
  type        = string
  default     = "0.1.0"

  validation {
    condition     = can(regex("^\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$", var.runner_version)) && length(var.runner_version) <= 40
    error_message = "runner_version must match ^\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$ and have at most 40 characters."
  }
}

variable "assumed_role_arns" {
  description = "ARNs of the plan and apply roles of the accounts; of this account alone when none is named"
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for item in var.assumed_role_arns : can(regex("^arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+$", item)) && length(item) <= 150])
    error_message = "Each of assumed_role_arns must match ^arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+$ and have at most 150 characters."
  }

  validation {
    condition     = length(var.assumed_role_arns) <= 20 && length(distinct(var.assumed_role_arns)) == length(var.assumed_role_arns)
    error_message = "assumed_role_arns must be at most 20, each named once."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of a managed policy that bounds the role; its own policy when none is named"
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|arn:aws[a-z-]*:iam::\\d{12}:policy/[\\w+=,.@/-]+)$", var.permissions_boundary_arn)) && length(var.permissions_boundary_arn) <= 200
    error_message = "permissions_boundary_arn must match ^(|arn:aws[a-z-]*:iam::\\d{12}:policy/[\\w+=,.@/-]+)$ and have at most 200 characters."
  }
}

variable "concurrent_build_limit" {
  description = "How many builds run at once; more wait in Groundwork's own queue"
  type        = number
  default     = 8

  validation {
    condition     = var.concurrent_build_limit >= 1 && var.concurrent_build_limit <= 100 && floor(var.concurrent_build_limit) == var.concurrent_build_limit
    error_message = "concurrent_build_limit must be a whole number from 1 to 100."
  }
}

variable "vpc_id" {
  description = "The VPC in which builds run, with a way to AWS and to the registries; none when left empty"
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|vpc-[0-9a-f]{8,17})$", var.vpc_id)) && length(var.vpc_id) <= 21
    error_message = "vpc_id must match ^(|vpc-[0-9a-f]{8,17})$ and have at most 21 characters."
  }

  validation {
    condition     = alltrue([for ids in [var.subnet_ids, var.security_group_ids] : (length(ids) > 0) == (var.vpc_id != "")])
    error_message = "vpc_id, subnet_ids and security_group_ids must be given together."
  }
}

variable "subnet_ids" {
  description = "Private subnets of that VPC"
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for item in var.subnet_ids : can(regex("^subnet-[0-9a-f]{8,17}$", item)) && length(item) <= 24])
    error_message = "Each of subnet_ids must match ^subnet-[0-9a-f]{8,17}$ and have at most 24 characters."
  }

  validation {
    condition     = length(var.subnet_ids) <= 16 && length(distinct(var.subnet_ids)) == length(var.subnet_ids)
    error_message = "subnet_ids must be at most 16, each named once."
  }
}

variable "security_group_ids" {
  description = "Security groups of that VPC that let HTTPS out"
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for item in var.security_group_ids : can(regex("^sg-[0-9a-f]{8,17}$", item)) && length(item) <= 20])
    error_message = "Each of security_group_ids must match ^sg-[0-9a-f]{8,17}$ and have at most 20 characters."
  }

  validation {
    condition     = length(var.security_group_ids) <= 5 && length(distinct(var.security_group_ids)) == length(var.security_group_ids)
    error_message = "security_group_ids must be at most 5, each named once."
  }
}
