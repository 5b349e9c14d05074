variable "groundwork" {
  description = "Where the stack is made, and for whom"
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
}

provider "aws" {
  region              = var.groundwork.region
  allowed_account_ids = [var.groundwork.account_id]

  default_tags {
    tags = {
      "backstage:entity-ref" = var.groundwork.entity_ref
      "groundwork:stack"     = var.groundwork.stack_id
    }
  }
}
