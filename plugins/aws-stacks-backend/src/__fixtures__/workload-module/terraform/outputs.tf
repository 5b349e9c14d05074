output "role_arns" {
  description = "The roles of the services, by name"
  value       = { for name, service in module.service : name => service.role_arn }
}

output "topic_arns" {
  description = "The topics of those services that have one, by name"
  value       = { for name, service in module.service : name => service.topic_arn if service.topic_arn != null }
}

output "parameter_count" {
  description = "How many parameters there are"
  value       = length(module.shared.names) + sum(concat([0], [for service in module.service : length(service.parameter_names)]))
}
