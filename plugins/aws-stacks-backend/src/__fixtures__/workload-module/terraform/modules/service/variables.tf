variable "name" {
  description = "The name of the service"
  type        = string
}

variable "path" {
  description = "What the names of its parameters begin with"
  type        = string
}

variable "log_streams" {
  description = "What it logs apart"
  type        = list(string)
  default     = []
}

variable "retention_in_days" {
  description = "How long its logs are kept"
  type        = number
  default     = 30
}

variable "settings" {
  description = "Its settings, by name"
  type        = map(string)
  default     = {}
}

variable "statements" {
  description = "What it may do, by statement id"
  type = map(object({
    effect    = string
    actions   = list(string)
    resources = list(string)
    conditions = list(object({
      test     = string
      variable = string
      values   = list(string)
    }))
  }))
  default = {}
}

variable "create_topic" {
  description = "Whether it has a topic"
  type        = bool
  default     = true
}

variable "tags" {
  description = "Tags of everything it has"
  type        = map(string)
  default     = {}
}
