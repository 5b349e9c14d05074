# SPDX-License-Identifier: Apache-2.0

variable "kms_key_arn" {
  description = "ARN of the key that encrypts the lake: the output key_arn of a stack of the layer kms"
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn)) && length(var.kms_key_arn) <= 200
    error_message = "kms_key_arn must match ^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$ and have at most 200 characters."
  }
}

variable "raw_transition_in_days" {
  description = "Days after which objects of the raw zone move to Glacier Instant Retrieval"
  type        = number
  default     = 90

  validation {
    condition     = var.raw_transition_in_days >= 30 && var.raw_transition_in_days <= 3650 && floor(var.raw_transition_in_days) == var.raw_transition_in_days
    error_message = "raw_transition_in_days must be a whole number from 30 to 3650."
  }
}

variable "noncurrent_version_expiration_in_days" {
  description = "Days after which a replaced or deleted version of an object is removed"
  type        = number
  default     = 90

  validation {
    condition     = var.noncurrent_version_expiration_in_days >= 7 && var.noncurrent_version_expiration_in_days <= 3650 && floor(var.noncurrent_version_expiration_in_days) == var.noncurrent_version_expiration_in_days
    error_message = "noncurrent_version_expiration_in_days must be a whole number from 7 to 3650."
  }

  validation {
    condition     = var.noncurrent_version_expiration_in_days >= local.environment.minimum_version_retention_in_days
    error_message = "noncurrent_version_expiration_in_days must be at least ${local.environment.minimum_version_retention_in_days} in ${var.groundwork.environment}."
  }
}

variable "object_lock_mode" {
  description = "Whether new objects are locked against deletion: NONE, GOVERNANCE (some may lift it) or COMPLIANCE (nobody may)"
  type        = string
  default     = "NONE"

  validation {
    condition     = contains(["NONE", "GOVERNANCE", "COMPLIANCE"], var.object_lock_mode)
    error_message = "object_lock_mode must be one of NONE, GOVERNANCE, COMPLIANCE."
  }
}

variable "object_lock_retention_in_days" {
  description = "Days for which a new object is locked, when objects are locked"
  type        = number
  default     = 30

  validation {
    condition     = var.object_lock_retention_in_days >= 1 && var.object_lock_retention_in_days <= 3650 && floor(var.object_lock_retention_in_days) == var.object_lock_retention_in_days
    error_message = "object_lock_retention_in_days must be a whole number from 1 to 3650."
  }
}

variable "replica_bucket_arn" {
  description = "ARN of the bucket that gets a copy of each object: the output bucket_arn of a data lake in another Region"
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|arn:aws[a-z-]*:s3:::[a-z0-9.-]{3,63})$", var.replica_bucket_arn)) && length(var.replica_bucket_arn) <= 100
    error_message = "replica_bucket_arn must match ^(|arn:aws[a-z-]*:s3:::[a-z0-9.-]{3,63})$ and have at most 100 characters."
  }
}

variable "replica_kms_key_arn" {
  description = "ARN of the key that encrypts the copies: the output kms_key_arn of the same data lake"
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(|arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+)$", var.replica_kms_key_arn)) && length(var.replica_kms_key_arn) <= 200
    error_message = "replica_kms_key_arn must match ^(|arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+)$ and have at most 200 characters."
  }

  validation {
    condition     = (var.replica_kms_key_arn == "") == (var.replica_bucket_arn == "")
    error_message = "replica_bucket_arn and replica_kms_key_arn must be given together."
  }
}
