variable "create" {
  description = "Whether anything is made"
  type        = bool
  default     = true
}

variable "services" {
  description = "The services of the workload, by name"
  type = map(object({
    log_streams       = optional(list(string), ["application", "access"])
    retention_in_days = optional(number, 30)
    settings          = optional(map(string), {})
    topic             = optional(bool, true)
    statements = optional(map(object({
      effect    = optional(string, "Allow")
      actions   = list(string)
      resources = list(string)
      conditions = optional(list(object({
        test     = string
        variable = string
        values   = list(string)
      })), [])
    })), {})
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.services) : can(regex("^[a-z][a-z0-9-]{1,20}$", name))])
    error_message = "Names of services are lower-case words of at most 21 characters."
  }
}

variable "shared_settings" {
  description = "Settings that every service reads"
  type        = map(string)
  default     = {}
}

variable "release_steps" {
  description = "How many steps a release has"
  type        = number
  default     = 5
}

variable "tags" {
  description = "Tags of everything"
  type        = map(string)
  default     = {}
}
