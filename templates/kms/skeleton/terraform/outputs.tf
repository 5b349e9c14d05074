# SPDX-License-Identifier: Apache-2.0

output "key_arn" {
  description = "ARN of the key, which other layers take"
  value       = aws_kms_key.this.arn
}

output "key_id" {
  description = "Id of the key"
  value       = aws_kms_key.this.key_id
}

output "alias_name" {
  description = "Alias of the key, for people"
  value       = aws_kms_alias.this.name
}
