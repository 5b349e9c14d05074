# SPDX-License-Identifier: Apache-2.0

variable "kms_key_arn" {
  description = "ARN of the key that encrypts the logs: the output key_arn of a stack of the layer kms"
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$", var.kms_key_arn)) && length(var.kms_key_arn) <= 200
    error_message = "kms_key_arn must match ^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$ and have at most 200 characters."
  }
}

variable "log_group_class" {
  description = "Class of the log group; a change replaces it"
  type        = string
  default     = "STANDARD"

  validation {
    condition     = contains(["STANDARD", "INFREQUENT_ACCESS"], var.log_group_class)
    error_message = "log_group_class must be one of STANDARD, INFREQUENT_ACCESS."
  }
}
