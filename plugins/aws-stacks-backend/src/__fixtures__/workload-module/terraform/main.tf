locals {
  prefix   = "${var.groundwork.name}-${var.groundwork.environment}"
  services = { for name, service in var.services : name => service if var.create }
  tags     = merge(var.tags, { workload = var.groundwork.name })
}

module "shared" {
  source = "./modules/parameters"

  create   = var.create
  path     = "/${local.prefix}/shared"
  settings = var.shared_settings
  tags     = local.tags
}

module "service" {
  source   = "./modules/service"
  for_each = local.services

  name              = "${local.prefix}-${each.key}"
  path              = "/${local.prefix}/${each.key}"
  log_streams       = each.value.log_streams
  retention_in_days = each.value.retention_in_days
  settings          = each.value.settings
  statements        = each.value.statements
  create_topic      = each.value.topic
  tags              = merge(local.tags, { service = each.key })
}

resource "terraform_data" "release" {
  count = var.create ? var.release_steps : 0

  input            = "step-${count.index}"
  triggers_replace = [for service in module.service : service.role_arn]

  lifecycle {
    precondition {
      condition     = length(var.services) > 0
      error_message = "A release needs services."
    }
  }
}
