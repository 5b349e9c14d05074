# SPDX-License-Identifier: Apache-2.0

variable "rotation_period_in_days" {
  description = "Days between two automatic rotations of the key material"
  type        = number
  default     = 365

  validation {
    condition     = var.rotation_period_in_days >= 90 && var.rotation_period_in_days <= 2560 && floor(var.rotation_period_in_days) == var.rotation_period_in_days
    error_message = "rotation_period_in_days must be a whole number from 90 to 2560."
  }
}

variable "deletion_window_in_days" {
  description = "Days between the request to delete the key and its deletion, in which the request can be taken back"
  type        = number
  default     = 30

  validation {
    condition     = var.deletion_window_in_days >= 7 && var.deletion_window_in_days <= 30 && floor(var.deletion_window_in_days) == var.deletion_window_in_days
    error_message = "deletion_window_in_days must be a whole number from 7 to 30."
  }

  validation {
    condition     = var.deletion_window_in_days >= local.environment.minimum_deletion_window_in_days
    error_message = "deletion_window_in_days must be at least ${local.environment.minimum_deletion_window_in_days} in ${var.groundwork.environment}."
  }
}

variable "multi_region" {
  description = "Whether the key can be replicated into other Regions; it cannot be changed later"
  type        = bool
  default     = false
}

variable "services" {
  description = "AWS services that may use the key for resources of the account; ec2 stands for EBS volumes"
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for item in var.services : contains(["cloudtrail", "cloudwatch", "config", "dynamodb", "ec2", "ecr", "elasticfilesystem", "events", "kinesis", "lambda", "logs", "rds", "s3", "secretsmanager", "sns", "sqs", "ssm"], item)])
    error_message = "Each of services must be one of cloudtrail, cloudwatch, config, dynamodb, ec2, ecr, elasticfilesystem, events, kinesis, lambda, logs, rds, s3, secretsmanager, sns, sqs, ssm."
  }

  validation {
    condition     = length(var.services) <= 17 && length(distinct(var.services)) == length(var.services)
    error_message = "services must be at most 17, each named once."
  }
}

variable "administrator_arns" {
  description = "ARNs of IAM roles that may administer the key but not use it"
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for item in var.administrator_arns : can(regex("^arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+$", item)) && length(item) <= 600])
    error_message = "Each of administrator_arns must match ^arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+$ and have at most 600 characters."
  }

  validation {
    condition     = length(var.administrator_arns) <= 10 && length(distinct(var.administrator_arns)) == length(var.administrator_arns)
    error_message = "administrator_arns must be at most 10, each named once."
  }
}
